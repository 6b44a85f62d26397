using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Reports;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>
/// A month's entries that are held back or came back, as a spreadsheet: where each came from, what is wrong with it, what it would
/// bring, and who said so: our checks, the payer's acknowledgement, or its remittance.
/// </summary>
public sealed class RejectedEntries(NpgsqlDataSource database)
{
    /// <summary>Between which numbers the month's claims lie: what lets their codes be read in one go.</summary>
    [Sql]
    private const string ClaimsSql = """
        select coalesce(min(c.claim_id), 0) as first, coalesce(max(c.claim_id), 0) as last
        from billing.claim_run r
        join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
        where r.district_id = @districtId and r.service_month = @month
        """;

    /// <summary>What came back is billing.returned_entry, asked for once over the whole month and not claim by claim.</summary>
    [Sql]
    private const string RowsSql = """
        with returned as materialized (
            select g.entry_id, g.claim_id, g.line_number, case g.bucket when 'rejected' then 'acknowledgement' else 'remittance' end as stage, g.cents
            from billing.ledger g
            where g.district_id = @districtId and g.service_month = @month and g.bucket in ('rejected', 'denied') and g.claim_id is not null
              and g.cents > 0
              and not exists (
                select from billing.claim_decision d
                where d.district_id = g.district_id and d.claim_id = g.claim_id and d.claim_run_id is null and d.dropped_at is null)),
        said as materialized (
            select c.claim_id, c.line_number, c.stage, string_agg(c.source || ' ' || c.code, ';' order by c.source, c.code) as codes
            from billing.payer_code c
            where c.district_id = @districtId and c.claim_id between @first and @last
            group by c.claim_id, c.line_number, c.stage)
        select e.entry_id, e.file_name, e.line_number, e.source, e.row_id, e.service_date, e.student_number, e.provider_number, e.service,
               r.stage, r.codes, r.details, r.cents
        from (
            select e.entry_id, 'check' as stage, e.codes, f.details, e.value_cents as cents
            from intake.entry_standing e
            join (
                select entry_id,
                       string_agg(code || case field when '' then '' else ' ' || field end || ': ' || array_to_string(saw, ', '), '; '
                                  order by code, ordinal) as details
                from intake.blocking_finding
                where district_id = @districtId and service_month = @month
                group by entry_id) f on f.entry_id = e.entry_id
            where e.district_id = @districtId and e.service_month = @month and e.standing = 'rejected'
              and not exists (
                select from billing.claim_line_entry x
                where x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live)
            union all
            select r.entry_id, r.stage, coalesce(c.codes, ''), null, r.cents
            from returned r
            left join said c on c.claim_id = r.claim_id and c.stage = r.stage and coalesce(c.line_number, r.line_number) = r.line_number) r
        join intake.entry_standing e on e.district_id = @districtId and e.service_month = @month and e.entry_id = r.entry_id
        order by r.cents desc, e.service_date, e.entry_id
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
        .Dollars("dollars", "Dollars", row => row.Cents)
        .Text("stage", "Sent back by", row => row.Stage);

    /// <summary>Writes one row for each entry, the dearest first. The stream stays open.</summary>
    public async Task WriteAsync(DistrictId districtId, DateOnly month, Stream output, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        var (first, last) = await connection.QuerySingleAsync<(long First, long Last)>(new CommandDefinition(
            ClaimsSql, new { districtId, month }, transaction, cancellationToken: cancellationToken));
        var rows = connection.QueryUnbufferedAsync<Row>(RowsSql, new { districtId, month, first, last }, transaction)
            .Select(row => _columns.Row(row.InWords()));
        await _columns.Report("Rejected entries", Show.Month(month), rows).WriteAsync(ReportFormat.Csv, output, cancellationToken);
    }

    /// <param name="Codes">Of checks as they are; of a payer <c>CARC CO-16;RARC N290</c>.</param>
    private sealed record Row(
        long EntryId, string FileName, int? LineNumber, string Source, string RowId, DateOnly ServiceDate, string StudentNumber,
        string ProviderNumber, string Service, string Stage, string Codes, string? Details, long Cents)
    {
        public Row InWords()
        {
            if (Stage == "check")
            {
                return this;
            }

            var codes = PayersCode.Parse(Codes);
            return this with { Codes = string.Join(' ', codes.Select(code => code.Code)), Details = string.Join("; ", codes) };
        }
    }
}
