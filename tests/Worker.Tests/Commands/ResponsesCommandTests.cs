using MedicaidLogs.TestKit;

namespace MedicaidLogs.Worker.Tests.Commands;

/// <summary><c>medlogs responses</c>: what came of each file, an exit code for scripts, and nothing of a refused one.</summary>
public sealed class ResponsesCommandTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    private const string Isa = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*DISTRICT       *261105*0905*^*00501*000000031*0*T*:~";

    /// <summary>A file that answers an interchange of ours.</summary>
    public static string Ta1(int number) => $"{Isa}TA1*{number:000000000}*261104*0905*A*000~IEA*0*000000031~";

    [Fact]
    public async Task A_file_is_posted_once_and_listed()
    {
        var file = district.Write("answer.ta1", Ta1(5));

        var (first, again) = (await district.RunAsync("responses", "import", file), await district.RunAsync("responses", "import", file));
        var list = await district.RunAsync("responses", "list");

        Assert.Equal((0, 0, 0), (first.ExitCode, again.ExitCode, list.ExitCode));
        Assert.Equal("posted 1 0 0 0 $0.00 1", Row(first, "answer.ta1"));
        Assert.Equal("came before 1 0 0 0 $0.00 1", Row(again, "answer.ta1"));
        Assert.Equal("posted 1 0 0 0 $0.00 1", Row(list, "answer.ta1"));
    }

    [Fact]
    public async Task A_payment_of_nobodys_claim_waits_and_is_listed()
    {
        var file = district.Write("foreign.835", Remittance("10", "CLP*0*1*10*10**MC*P1", "SVC*HC:92507*10*10"));

        Assert.Equal("posted 0 1 1 1 $10.00 1", Row(await district.RunAsync("responses", "import", file), "foreign.835"));

        var waiting = await district.RunAsync("responses", "unmatched");
        Assert.Contains("TRACE10", waiting.Output, StringComparison.Ordinal);
        Assert.Contains("$10.00", waiting.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_that_does_not_balance_is_refused_with_its_place_and_cents()
    {
        var file = district.Write("off.835", Remittance("9.99", "CLP*0*1*10*10**MC*P1", "SVC*HC:92507*10*10"));

        var refused = await district.RunAsync("responses", "import", file);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("X12_POST_UNBALANCED: 1 place, the first in segment 4, level Payment, off by $0.01", refused.Errors, StringComparison.Ordinal);
    }

    private static string Remittance(string amount, params string[] claims)
    {
        string[] segments =
            ["ST*835*0001", $"BPR*I*{amount}*C*ACH************20261120", $"TRN*1*TRACE{amount}*1999999999", "N1*PR*STATE MEDICAID", "N1*PE*DISTRICT", "LX*1", .. claims];
        return $"{Isa}GS*HP*PAYER*DISTRICT*20261105*0905*7*X*005010X221A1~{string.Join('~', segments)}~SE*{segments.Length + 1}*0001~GE*1*7~IEA*1*000000031~";
    }

    /// <summary>What stands in the file's row behind its name.</summary>
    private static string Row(MedlogsResult result, string file) => string.Join(
        ' ', result.Output.Split('\n').Single(line => line.StartsWith(file, StringComparison.Ordinal))[file.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
