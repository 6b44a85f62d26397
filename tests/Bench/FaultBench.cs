using System.Globalization;
using MedicaidLogs.TestKit.Faults;

namespace MedicaidLogs.Bench;

/// <summary>A month of ten districts with two workers and the pages, one fault a round; then every row, file and cent is looked for.</summary>
public static class FaultBench
{
    private const int Districts = 10;
    private const int FilesOfDistrict = 20;
    private const int BillsOfDistrict = 2;
    private const int Seed = 20261001;

    /// <returns>1 where anything was lost, came twice or does not tie out.</returns>
    public static async Task<int> RunAsync(int rounds)
    {
        Say($"faults: seed {Seed}");
        var report = await FaultTrial.RunAsync(Districts, FilesOfDistrict, BillsOfDistrict, rounds, Seed, Console.Error.WriteLine);
        var drawn = report.Faults.GroupBy(fault => fault).OrderBy(some => some.Key).Select(some => string.Create(CultureInfo.InvariantCulture, $"{some.Key} {some.Count()}"));
        var sums = report.Sums;
        foreach (var loss in report.Losses)
        {
            Console.WriteLine(loss);
        }

        Say($"faults: {rounds} rounds ({string.Join(", ", drawn)}), {report.HoursAfter} hours after; {sums.Rows} rows and {sums.FilesIn} files in, {sums.Claims} claims in {sums.FilesOut} files out, ${sums.PaidCents / 100m} paid; {report.Losses.Count} lost or doubled");
        return report.Losses.Count == 0 ? 0 : 1;
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
