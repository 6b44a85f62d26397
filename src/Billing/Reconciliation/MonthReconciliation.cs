using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
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

    /// <summary>Writes one row for each entry, then the total of each bucket and of all. The stream stays open.</summary>
    /// <exception cref="InvalidOperationException">The sums do not tie out; the message says which, and by how much.</exception>
    public async Task<IReadOnlyDictionary<Bucket, CountAndCents>> WriteAsync(
        DistrictId districtId, DateOnly month, Stream output, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        await using var csv = new CsvOutput(output);
        csv.Header(
            "entry_id", "service_date", "student_id", "provider_id", "service", "procedure", "minutes", "dollars", "bucket", "finding_codes",
            "claim_number", "line_control_number", "file");
        var buckets = BucketText.All.ToDictionary(bucket => bucket, _ => default(CountAndCents));
        await foreach (var row in connection.QueryUnbufferedAsync<Row>(RowsSql, new { districtId, month }, transaction)
            .WithCancellation(cancellationToken))
        {
            var bucket = row.Bucket;
            buckets[bucket] += new CountAndCents(1, row.Cents);
            csv.Number(row.EntryId).Date(row.ServiceDate).Number(row.StudentId).Number(row.ProviderId).Text(row.Service).Text(row.Procedure)
                .Number(row.Minutes).Dollars(row.Cents).Text(BucketText.Of(bucket)).Text(row.Codes)
                .Text(row.ClaimNumber).Text(row.LineControlNumber).Text(row.FileName).EndRow();
        }

        var otherWay = await connection.QuerySingleAsync<OtherWay>(new CommandDefinition(
            OtherWaySql, new { districtId, month }, transaction, cancellationToken: cancellationToken));
        RequireTiesOut(buckets, otherWay);
        WriteTotals(csv, buckets);
        return buckets;
    }

    private static void WriteTotals(CsvOutput csv, Dictionary<Bucket, CountAndCents> buckets)
    {
        foreach (var bucket in BucketText.All)
        {
            WriteTotal(csv, $"total {BucketText.Of(bucket)}", buckets[bucket], BucketText.Of(bucket));
        }

        WriteTotal(csv, "total", Sum(buckets), "");
    }

    private static void WriteTotal(CsvOutput csv, string title, CountAndCents total, string bucket) =>
        csv.Text(title).Text("").Text("").Text("").Text($"{total.Entries} entries").Text("").Text("").Dollars(total.Cents).Text(bucket)
            .Text("").Text("").Text("").Text("").EndRow();

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
