using MedicaidLogs.TestKit.Faults;
using Xunit.Abstractions;

namespace MedicaidLogs.Scenarios.Tests.Faults;

/// <summary>The short form of <c>./bench faults</c>.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_is_lost_or_doubled_while_programs_die_and_lines_are_cut()
    {
        var report = await FaultTrial.RunAsync(districts: 2, files: 4, bills: 1, rounds: 5, seed: 1, output.WriteLine);

        Assert.Empty(report.Losses);
        Assert.Equal(2, report.Sums.FilesOut);
        Assert.True(report.Sums.PaidCents > 0);
    }
}
