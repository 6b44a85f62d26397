namespace MedicaidLogs.Worker.Tests.Commands;

/// <summary>The exclusion list from the file to a person's decision, as the office types it.</summary>
public sealed class ScreeningCommandTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    private static readonly string[] _october = ["--month", "2026-10"];

    [Fact]
    public async Task A_month_is_screened_listed_and_decided()
    {
        await district.TakeInAsync("providers", CommandDistrict.Sample("providers.csv", 30));

        Assert.Contains("1 to decide, 1 excluded", await DoneAsync("import", "leie", CommandDistrict.SamplePath("leie.csv")), StringComparison.Ordinal);
        Assert.Matches(@"P203 +excluded +npi", await DoneAsync("screening", "list"));
        Assert.Matches(@"P209 +possible +name", await DoneAsync("screening", "list"));

        Assert.Contains("the provider's sessions are checked again", await DoneAsync("screening", "decide", "P209", "--clear", "--reason", "another birth date, as the OIG says"), StringComparison.Ordinal);
        Assert.Matches(@"P209 +clear +name", await DoneAsync("screening", "list"));
        Assert.Contains("was screened with this list before", await DoneAsync("import", "leie", CommandDistrict.SamplePath("leie.csv")), StringComparison.Ordinal);
    }

    private async Task<string> DoneAsync(params string[] command)
    {
        var result = await district.RunAsync([.. command, .. _october]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }
}
