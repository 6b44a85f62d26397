using MedicaidLogs.Core.Reports;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>The catalogue of finance's reports, for the command line and the pages.</summary>
public static class FinanceReports
{
    public static IReadOnlyList<FinanceReport> All { get; } =
    [
        FunnelReport.Definition,
        AgingReport.Definition,
        DenialsReport.Definition,
        LostValueReport.Definition,
        RemittancesReport.Definition,
        DepositsReport.Definition,
        CorrectionsReport.Definition,
        FirstPassReport.Definition,
        FederalShareReport.Definition,
        InterimReport.Definition,
    ];

    public static FinanceReport? Find(string? name) => All.FirstOrDefault(report => report.Name == name);

    /// <summary>Writes a report as it stands at one moment. The stream stays open.</summary>
    /// <exception cref="ArgumentException">The report is not grouped by that.</exception>
    public static async Task WriteAsync(
        this FinanceReport report, NpgsqlDataSource database, ReportRequest request, ReportFormat format, Stream output, CancellationToken cancellationToken = default)
    {
        if (!report.By.DefaultIfEmpty("").Contains(request.By))
        {
            throw new ArgumentException($"{report.Name} is not grouped by '{request.By}'.", nameof(request));
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        await report.Of(new(transaction, report, request)).WriteAsync(format, output, cancellationToken);
    }
}
