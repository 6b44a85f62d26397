namespace MedicaidLogs.Worker.Tests.Commands;

public sealed class DemoTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    [Fact]
    public async Task Files_that_changed_since_the_last_run_have_the_month_checked_again()
    {
        Assert.Equal(1, (await district.RunAsync("month", "close", "--month", "2026-10")).ExitCode); // it is stale

        var result = await district.RunAsync("demo", "--out", district.PathOf("out"));

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("2026-10 is closed (close 1)", result.Output, StringComparison.Ordinal);
    }
}
