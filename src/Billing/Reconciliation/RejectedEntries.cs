using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
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

    /// <summary>Writes one row for each entry, the dearest first. The stream stays open.</summary>
    /// <returns>How many there are, and what they would bring.</returns>
    public async Task<CountAndCents> WriteAsync(
        DistrictId districtId, DateOnly month, Stream output, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        await using var csv = new CsvOutput(output);
        csv.Header(
            "entry_id", "file", "line", "source", "row_id", "date", "student_number", "provider_number", "service", "finding_codes", "details", "dollars");
        var total = default(CountAndCents);
        await foreach (var row in connection.QueryUnbufferedAsync<Row>(RowsSql, new { districtId, month }, transaction).WithCancellation(cancellationToken))
        {
            total += new CountAndCents(1, row.ValueCents);
            csv.Number(row.EntryId).Text(row.FileName).Number(row.LineNumber).Text(row.Source).Text(row.RowId).Date(row.ServiceDate)
                .Text(row.StudentNumber).Text(row.ProviderNumber).Text(row.Service).Text(row.Codes).Text(row.Details).Dollars(row.ValueCents).EndRow();
        }

        return total;
    }

    private sealed record Row(
        long EntryId, string FileName, int LineNumber, string Source, string RowId, DateOnly ServiceDate, string StudentNumber,
        string ProviderNumber, string Service, string Codes, string Details, long ValueCents);
}
