using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Reports;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>A month's rejected entries as a spreadsheet: where each came from, what is wrong with it, what it would bring.</summary>
public sealed class RejectedEntries(NpgsqlDataSource database)
{
    [Sql]
    private const string RowsSql = """
        select e.entry_id, e.file_name, e.line_number, e.source, e.row_id, e.service_date, e.student_number, e.provider_number, e.service,
               e.codes, f.details, e.value_cents
        from intake.entry_standing e
        join (
            select entry_id,
                   string_agg(code || case field when '' then '' else ' ' || field end || ': ' || array_to_string(saw, ', '), '; '
                              order by code, ordinal) as details
            from intake.blocking_finding
            where district_id = @districtId and service_month = @month
            group by entry_id) f on f.entry_id = e.entry_id
        where e.district_id = @districtId and e.service_month = @month and e.standing = 'rejected'
        order by e.value_cents desc, e.service_date, e.entry_id
        """;

    private static readonly Columns<Row> _columns = new Columns<Row>()
        .Number("entry_id", "Entry", row => row.EntryId)
        .Text("file", "File", row => row.FileName)
        .Number("line", "Line", row => row.LineNumber)
        .Text("source", "Source", row => row.Source)
        .Text("row_id", "Row id", row => row.RowId)
        .Date("date", "Date", row => row.ServiceDate)
        .Text("student_number", "Student no.", row => row.StudentNumber)
        .Text("provider_number", "Provider no.", row => row.ProviderNumber)
        .Text("service", "Service", row => row.Service)
        .Text("finding_codes", "Findings", row => row.Codes)
        .Text("details", "Details", row => row.Details)
        .Dollars("dollars", "Dollars", row => row.ValueCents);

    /// <summary>Writes one row for each entry, the dearest first. The stream stays open.</summary>
    public async Task WriteAsync(DistrictId districtId, DateOnly month, Stream output, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        var rows = connection.QueryUnbufferedAsync<Row>(RowsSql, new { districtId, month }, transaction).Select(_columns.Row);
        await _columns.Report("Rejected entries", Show.Month(month), rows).WriteAsync(ReportFormat.Csv, output, cancellationToken);
    }

    private sealed record Row(
        long EntryId, string FileName, int LineNumber, string Source, string RowId, DateOnly ServiceDate, string StudentNumber,
        string ProviderNumber, string Service, string Codes, string Details, long ValueCents);
}
