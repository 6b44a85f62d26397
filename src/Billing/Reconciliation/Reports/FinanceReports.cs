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
    /// <exception cref="ArgumentException">The report is not grouped by that, or not narrowed so.</exception>
    public static Task WriteAsync(
        this FinanceReport report, NpgsqlDataSource database, ReportRequest request, ReportFormat format, Stream output, CancellationToken cancellationToken = default) =>
        report.ReadAsync(
            database,
            request,
            async of =>
            {
                await of.WriteAsync(format, output, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>A page of a report as it stands at one moment.</summary>
    /// <param name="number">1 and up.</param>
    /// <exception cref="ArgumentException">The report is not grouped by that, or not narrowed so.</exception>
    public static Task<ReportPage> PageAsync(
        this FinanceReport report, NpgsqlDataSource database, ReportRequest request, int number, CancellationToken cancellationToken = default) =>
        report.ReadAsync(database, request, of => ReportPage.ReadAsync(of, number, cancellationToken), cancellationToken);

    private static async Task<T> ReadAsync<T>(
        this FinanceReport report, NpgsqlDataSource database, ReportRequest request, Func<Report, Task<T>> read, CancellationToken cancellationToken)
    {
        if (!report.By.DefaultIfEmpty("").Contains(request.By))
        {
            throw new ArgumentException($"{report.Name} is not grouped by '{request.By}'.", nameof(request));
        }

        if (request.Only is { } only && !report.Only.Contains(only.Kind))
        {
            throw new ArgumentException($"{report.Name} is not narrowed to a {only.Kind}.", nameof(request));
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        return await read(report.Of(new(transaction, report, request)));
    }
}
