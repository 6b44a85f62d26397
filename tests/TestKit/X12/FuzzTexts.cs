using System.Text;
using FsCheck.Fluent;

namespace MedicaidLogs.TestKit.X12;

/// <summary>Good texts to be spoilt: every kind of file that we read or write, in several spellings.</summary>
public static class FuzzTexts
{
    private const string ClaimFile = "tests/Billing.Tests/Goldens/every-loop.837";
    private const int Payments = 40;

    /// <summary>What payers send.</summary>
    public static IReadOnlyList<byte[]> Responses { get; } =
    [
        AnX12.Bytes(AnX12.EveryResponse),
        Encoding.Unicode.GetBytes(AnX12.EveryResponse),
        AnX12.Bytes(AnX12.Isa + "TA1*000000017*261105*0905*A*000~IEA*0*000000031~"),
        AnX12.Bytes(AnX12.Isa + "TA1*000000017*261105*0905*R*025~IEA*1*000000031~" + AnX12.EveryResponse),
        .. Any835.File.Sample(Payments, size: 30, seed: new(20_261_001, 35)).Select(file =>
            Any835.Spell(Any835.Write(file.Claims, file.Adjustments), file.Separators, file.LineEnd)),
    ];

    /// <summary>What we send: a file with every loop.</summary>
    public static byte[] Claims { get; } = File.ReadAllBytes(Path.Combine(Repository.Root, ClaimFile));
}
