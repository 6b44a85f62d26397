using System.Runtime.CompilerServices;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Reports;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>Accounts for a month to the cent: every entry's dollars stand in exactly one bucket. See docs/ledger.md.</summary>
/// <remarks>
/// One row for each entry and each bucket that it has cents in; an entry on a live claim line counts with its share of the line,
/// any other with what it brings or would bring. Rows stream from the store, so memory does not grow with the month. The sums are
/// then taken a second way, claim by claim, and compared.
/// </remarks>
public sealed class MonthReconciliation(NpgsqlDataSource database)
{
    [Sql]
    private const string RowsSql = """
        select e.entry_id, e.service_date, e.student_id, e.provider_id, e.service, e.procedure, e.minutes, e.codes, g.bucket, g.cents,
               c.claim_number, c.claim_number || lpad(g.line_number::text, 2, '0') as line_control_number, r.file_name
        from billing.ledger g
        join intake.entry_standing e
          on e.district_id = g.district_id and e.service_month = g.service_month and e.entry_id = g.entry_id
        left join billing.claim c on c.district_id = g.district_id and c.claim_id = g.claim_id
        left join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
        where g.district_id = @districtId and g.service_month = @month and e.district_id = @districtId and e.service_month = @month
        order by e.service_date, e.entry_id, array_position(@buckets, g.bucket), g.claim_id
        """;

    [Sql]
    private const string OtherWaySql = """
        with live_claim as materialized (
            select c.claim_id, c.charge_cents
            from billing.claim_run r
            join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
            where r.district_id = @districtId and r.service_month = @month
              and exists (select from billing.claim_line_entry x where x.district_id = c.district_id and x.claim_id = c.claim_id and x.live))
        select (select count(*)::int from intake.entry_standing where district_id = @districtId and service_month = @month) as entries,
               (select coalesce(sum(e.value_cents), 0)::bigint from intake.entry_standing e
                where e.district_id = @districtId and e.service_month = @month
                  and not exists (
                    select from billing.claim_line_entry x
                    where x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live)) as open_cents,
               (select coalesce(sum(charge_cents), 0)::bigint from live_claim) as claimed_cents,
               p.paid_cents, p.adjusted_cents, p.denied_cents - w.denied_cents as denied_cents, w.cents as written_off_cents
        from (select coalesce(sum(p.paid_cents), 0)::bigint as paid_cents, coalesce(sum(p.adjusted_cents), 0)::bigint as adjusted_cents,
                     coalesce(sum(p.denied_cents), 0)::bigint as denied_cents
              from billing.line_posting p
              join live_claim c on c.claim_id = p.claim_id
              where p.district_id = @districtId) p,
             (select coalesce(sum(w.cents), 0)::bigint as cents,
                     coalesce(sum(w.cents) filter (where w.of_bucket = 'denied'), 0)::bigint as denied_cents
              from billing.write_off w
              join live_claim c on c.claim_id = w.claim_id
              where w.district_id = @districtId) w
        """;

    private static readonly Columns<Row> _columns = new Columns<Row>()
        .Number("entry_id", "Entry", row => row.EntryId)
        .Date("service_date", "Date", row => row.ServiceDate)
        .Number("student_id", "Student", row => row.StudentId)
        .Number("provider_id", "Provider", row => row.ProviderId)
        .Text("service", "Service", row => row.Service)
        .Text("procedure", "Code", row => row.Procedure)
        .Minutes("minutes", "Minutes", row => row.Minutes)
        .Dollars("dollars", "Dollars", row => row.Cents)
        .Text("bucket", "Bucket", row => row.Bucket)
        .Text("finding_codes", "Findings", row => row.Codes)
        .Text("claim_number", "Claim", row => row.ClaimNumber)
        .Text("line_control_number", "Claim line", row => row.LineControlNumber)
        .Text("file", "File", row => row.FileName);

    /// <summary>Writes the rows, then the total of each bucket and of all. The stream stays open.</summary>
    /// <exception cref="InvalidOperationException">The sums do not tie out; the message says which, and by how much.</exception>
    public async Task<MonthBuckets> WriteAsync(DistrictId districtId, DateOnly month, Stream output, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        var totals = new Totals();
        var rows = RowsAsync(transaction, new { districtId, month, buckets = BucketText.Names }, totals, cancellationToken);
        await _columns.Report("Reconciliation", Show.Month(month), rows).WriteAsync(ReportFormat.Csv, output, cancellationToken);
        return totals.Finish();
    }

    private static async IAsyncEnumerable<ReportRow> RowsAsync(
        NpgsqlTransaction transaction, object month, Totals totals, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        await foreach (var row in connection.QueryUnbufferedAsync<Row>(RowsSql, month, transaction).WithCancellation(cancellationToken))
        {
            totals.Add(row.EntryId, BucketText.Parse(row.Bucket), row.Cents);
            yield return _columns.Row(row);
        }

        var buckets = totals.Finish();
        RequireTiesOut(buckets, await connection.QuerySingleAsync<OtherWay>(new CommandDefinition(
            OtherWaySql, month, transaction, cancellationToken: cancellationToken)));
        foreach (var bucket in BucketText.All)
        {
            yield return Total($"total {BucketText.Of(bucket)}", buckets[bucket], BucketText.Of(bucket));
        }

        yield return Total("total", buckets.All, "");
    }

    private static ReportRow Total(string title, CountAndCents total, string bucket) => new(
        [title, default, default, default, $"{total.Entries} entries", default, default, (long?)total.Cents, bucket, default, default, default, default],
        IsTotal: true);

    private static void RequireTiesOut(MonthBuckets buckets, OtherWay otherWay)
    {
        Require("entries", buckets.All.Entries, otherWay.Entries);
        Require("cents paid", buckets[Bucket.Paid].Cents, otherWay.PaidCents);
        Require("cents adjusted", buckets[Bucket.Adjusted].Cents, otherWay.AdjustedCents);
        Require("cents denied", buckets[Bucket.Denied].Cents, otherWay.DeniedCents);
        Require("cents written off", buckets[Bucket.WrittenOff].Cents, otherWay.WrittenOffCents);
        Require("cents", buckets.All.Cents, otherWay.OpenCents + otherWay.ClaimedCents);
    }

    private static void Require(string what, long rows, long otherWay)
    {
        if (rows != otherWay)
        {
            throw new InvalidOperationException($"The month does not tie out: {rows} {what} in the rows, {otherWay} in the tables.");
        }
    }

    /// <summary>Adds rows up as they pass; those of one entry follow each other.</summary>
    private sealed class Totals
    {
        private readonly Dictionary<Bucket, CountAndCents> _buckets = [];
        private long? _lastEntryId;
        private CountAndCents _all;

        public void Add(long entryId, Bucket bucket, long cents)
        {
            _buckets[bucket] = _buckets.GetValueOrDefault(bucket) + new CountAndCents(1, cents);
            _all += new CountAndCents(entryId == _lastEntryId ? 0 : 1, bucket == Bucket.Replaced ? 0 : cents);
            _lastEntryId = entryId;
        }

        public MonthBuckets Finish() => new(_buckets, _all);
    }

    private sealed record OtherWay(
        int Entries, long OpenCents, long ClaimedCents, long PaidCents, long AdjustedCents, long DeniedCents, long WrittenOffCents);

    private sealed record Row(
        long EntryId, DateOnly ServiceDate, long? StudentId, long? ProviderId, string Service, string? Procedure, int Minutes, string Codes,
        string Bucket, long Cents, string? ClaimNumber, string? LineControlNumber, string? FileName);
}
