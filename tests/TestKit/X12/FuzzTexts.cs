using System.Text;
using FsCheck.Fluent;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.TestKit.X12;

/// <summary>Good texts to be spoilt: every kind of file that we read or write, in several spellings.</summary>
public static class FuzzTexts
{
    private const int Payments = 40;

    /// <summary>What we send: a file with every loop.</summary>
    public static byte[] Claims { get; } = Golden("every-loop.837");

    /// <summary>What payers send.</summary>
    public static IReadOnlyList<byte[]> Responses { get; } =
    [
        AnX12.Bytes(AnX12.EveryResponse),
        Encoding.Unicode.GetBytes(AnX12.EveryResponse),
        AnX12.Bytes(AnX12.Isa + "TA1*000000017*261105*0905*A*000~IEA*0*000000031~"),
        AnX12.Bytes(AnX12.Isa + "TA1*000000017*261105*0905*R*025~IEA*1*000000031~" + AnX12.EveryResponse),
        .. Any835.File.Sample(Payments, size: 30, seed: new(20_261_001, 35)).Select(file =>
            Any835.Spell(Any835.Write(file.Claims, file.Adjustments), file.Separators, file.LineEnd)),
        .. Answers(Claims, seed: 1),
        .. Answers(Golden("month.837"), seed: 2),
    ];

    /// <summary>All that a payer says of a file, and what it pays.</summary>
    private static IEnumerable<byte[]> Answers(byte[] claims, int seed)
    {
        var payer = new SimulatedPayer(seed);
        return [.. payer.Take(claims).All, payer.Remit(new(2026, 11, 20))];
    }

    private static byte[] Golden(string name) => File.ReadAllBytes(Path.Combine(Repository.Root, "tests/Billing.Tests/Goldens", name));
}
