using System.Runtime.CompilerServices;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Reports;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>Accounts for a month to the cent: every entry's dollars stand in exactly one bucket.</summary>
/// <remarks>
/// An entry that is on a live claim line counts with its share of the line's charge, any other with what it brings or would
/// bring. Rows stream from the store, so memory does not grow with the month. The sums are then taken a second way, from
/// the tables that the rows do not come from, and compared.
/// </remarks>
public sealed class MonthReconciliation(NpgsqlDataSource database)
{
    [Sql]
    private const string RowsSql = """
        select e.entry_id, e.service_date, e.student_id, e.provider_id, e.service, e.procedure, e.minutes, e.standing, e.codes,
               b.entry_id is not null as billed, coalesce(b.charge_cents, e.value_cents) as cents,
               b.claim_number, b.line_control_number, b.file_name
        from intake.entry_standing e
        left join billing.billed_entry b
          on b.district_id = e.district_id and b.service_month = e.service_month and b.entry_id = e.entry_id
        where e.district_id = @districtId and e.service_month = @month
        order by e.service_date, e.entry_id
        """;

    [Sql]
    private const string OtherWaySql = """
        select (select count(*)::int from intake.entry_standing where district_id = @districtId and service_month = @month) as entries,
               (select count(*)::int from billing.claim_line_entry
                where district_id = @districtId and service_month = @month and live) as billed_entries,
               (select coalesce(sum(e.value_cents), 0)::bigint from intake.entry_standing e
                where e.district_id = @districtId and e.service_month = @month
                  and not exists (
                    select from billing.claim_line_entry x
                    where x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live)) as open_cents,
               (select coalesce(sum(l.charge_cents), 0)::bigint
                from billing.claim_run r
                join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
                join billing.claim_line l on l.district_id = c.district_id and l.claim_id = c.claim_id
                where r.district_id = @districtId and r.service_month = @month
                  and exists (
                    select from billing.claim_line_entry x
                    where x.district_id = l.district_id and x.claim_id = l.claim_id and x.line_number = l.line_number and x.live)) as claimed_cents
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
        .Text("bucket", "Bucket", row => BucketText.Of(row.Bucket))
        .Text("finding_codes", "Findings", row => row.Codes)
        .Text("claim_number", "Claim", row => row.ClaimNumber)
        .Text("line_control_number", "Claim line", row => row.LineControlNumber)
        .Text("file", "File", row => row.FileName);

    /// <summary>Writes one row for each entry, then the total of each bucket and of all. The stream stays open.</summary>
    /// <exception cref="InvalidOperationException">The sums do not tie out; the message says which, and by how much.</exception>
    public async Task<IReadOnlyDictionary<Bucket, CountAndCents>> WriteAsync(
        DistrictId districtId, DateOnly month, Stream output, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        var buckets = BucketText.All.ToDictionary(bucket => bucket, _ => default(CountAndCents));
        var rows = RowsAsync(transaction, new { districtId, month }, buckets, cancellationToken);
        await _columns.Report("Reconciliation", Show.Month(month), rows).WriteAsync(ReportFormat.Csv, output, cancellationToken);
        return buckets;
    }

    private static async IAsyncEnumerable<ReportRow> RowsAsync(
        NpgsqlTransaction transaction, object month, Dictionary<Bucket, CountAndCents> buckets, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        await foreach (var row in connection.QueryUnbufferedAsync<Row>(RowsSql, month, transaction).WithCancellation(cancellationToken))
        {
            buckets[row.Bucket] += new CountAndCents(1, row.Cents);
            yield return _columns.Row(row);
        }

        RequireTiesOut(buckets, await connection.QuerySingleAsync<OtherWay>(new CommandDefinition(
            OtherWaySql, month, transaction, cancellationToken: cancellationToken)));
        foreach (var bucket in BucketText.All)
        {
            yield return Total($"total {BucketText.Of(bucket)}", buckets[bucket], BucketText.Of(bucket));
        }

        yield return Total("total", Sum(buckets), "");
    }

    private static ReportRow Total(string title, CountAndCents total, string bucket) => new(
        [title, default, default, default, $"{total.Entries} entries", default, default, (long?)total.Cents, bucket, default, default, default, default],
        IsTotal: true);

    private static void RequireTiesOut(Dictionary<Bucket, CountAndCents> buckets, OtherWay otherWay)
    {
        var all = Sum(buckets);
        var onClaims = BucketText.All.Where(bucket => bucket >= Bucket.Batched).Aggregate(default(CountAndCents), (sum, bucket) => sum + buckets[bucket]);
        Require("entries", all.Entries, otherWay.Entries);
        Require("entries on claim lines", onClaims.Entries, otherWay.BilledEntries);
        Require("cents on claim lines", onClaims.Cents, otherWay.ClaimedCents);
        Require("cents", all.Cents, otherWay.OpenCents + otherWay.ClaimedCents);
    }

    private static void Require(string what, long rows, long otherWay)
    {
        if (rows != otherWay)
        {
            throw new InvalidOperationException($"The month does not tie out: {rows} {what} in the rows, {otherWay} in the tables.");
        }
    }

    private static CountAndCents Sum(Dictionary<Bucket, CountAndCents> buckets) =>
        buckets.Values.Aggregate(default(CountAndCents), (sum, bucket) => sum + bucket);

    private sealed record OtherWay(int Entries, int BilledEntries, long OpenCents, long ClaimedCents);

    private sealed record Row(
        long EntryId, DateOnly ServiceDate, long? StudentId, long? ProviderId, string Service, string? Procedure, int Minutes, string Standing,
        string Codes, bool Billed, long Cents, string? ClaimNumber, string? LineControlNumber, string? FileName)
    {
        public Bucket Bucket => Billed ? Bucket.Batched : Standing switch
        {
            "billable" => Bucket.Ready,
            "rejected" => Bucket.Rejected,
            "not-billable" => Bucket.NotBillable,
            _ => throw new InvalidOperationException($"Entry {EntryId} stands nowhere."),
        };
    }
}
