using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Worker.Commands;

/// <summary>Some of finance's reports on the sample's month, as spreadsheets in the month's folder.</summary>
public static class SampleReports
{
    private static readonly string[] _ofServices = ["funnel", "denials", "aging"];

    /// <summary>Its months are of payment.</summary>
    private static readonly string[] _ofPayments = ["deposits"];

    public static async Task<int> WriteAsync(Session session, District district, DateOnly month, string folder, CancellationToken cancellationToken)
    {
        var today = district.Today(session.Clock);
        var payments = new DateOnly(today.Year, today.Month, 1);
        var paths = new List<string>();
        foreach (var (name, of) in _ofServices.Select(name => (name, month)).Concat(_ofPayments.Select(name => (name, payments))))
        {
            var report = FinanceReports.Find(name)!;
            var request = new ReportRequest(district, of, of, report.By.FirstOrDefault(""), today);
            var path = Path.Combine(folder, "reports", $"{report.FileName(request)}.{ReportFormat.Xlsx.Name()}");
            await OutputFolder.WriteAsync(path, file => report.WriteAsync(session.Database, request, ReportFormat.Xlsx, file, cancellationToken));
            paths.Add(path);
        }

        session.Terminal.Line($"{Text.Count(paths.Count, "report", "reports")} in {Path.Combine(folder, "reports")}.");
        session.Terminal.Result("reports", paths);
        return ExitCode.Done;
    }
}
