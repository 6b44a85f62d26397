using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>How much of a month gets from each step to the next, from the rows of its files to what payers pay.</summary>
/// <param name="Month"><c>2026-10</c></param>
/// <param name="Entries">Their cents are what each brings or would bring if it were fixed.</param>
/// <param name="Batched">Claimed: billable entries on live claim lines; their cents are the lines' charges.</param>
/// <param name="Answers">What payers made of what is batched.</param>
public sealed record Funnel(
    string Month,
    FileRows Rows,
    FunnelStep Entries,
    FunnelStep Delivered,
    FunnelStep Rejected,
    FunnelStep NotBillable,
    FunnelStep Billable,
    FunnelStep Ready,
    FunnelStep Batched,
    int Claims,
    int ClaimLines,
    FunnelAnswers Answers)
{
    [Sql]
    private const string RowsSql = """
        select count(*)::int as files, coalesce(sum(rows_total), 0)::int as total, coalesce(sum(rows_entered), 0)::int as entered,
               coalesce(sum(rows_malformed), 0)::int as malformed, coalesce(sum(rows_duplicate), 0)::int as duplicate
        from intake.logs_file
        where district_id = @districtId and (service_month = @month or service_month is null)
        """;

    [Sql]
    private const string EntriesSql = """
        select e.standing, e.delivered, x.entry_id is not null as billed, coalesce(c.stage in ('accepted', 'decided'), false) as accepted,
               count(*)::int as entries, sum(case when x.entry_id is null then e.value_cents else x.charge_cents end)::bigint as cents,
               sum(e.minutes)::bigint as minutes
        from intake.entry_standing e
        left join billing.claim_line_entry x
          on x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live
        left join billing.claim_standing c on c.district_id = x.district_id and c.claim_id = x.claim_id
        where e.district_id = @districtId and e.service_month = @month
        group by e.standing, e.delivered, billed, accepted
        """;

    [Sql]
    private const string BilledSql = """
        select g.bucket, count(*)::int as entries, sum(g.cents)::bigint as cents, sum(e.minutes)::bigint as minutes
        from billing.ledger g
        join intake.entry_standing e on e.district_id = g.district_id and e.service_month = g.service_month and e.entry_id = g.entry_id
        where g.district_id = @districtId and g.service_month = @month and e.district_id = @districtId and e.service_month = @month
          and g.claim_id is not null and g.bucket <> 'replaced'
        group by g.bucket
        """;

    [Sql]
    private const string ClaimsSql = """
        select count(distinct claim_id)::int as claims, count(distinct (claim_id, line_number))::int as lines
        from billing.claim_line_entry
        where district_id = @districtId and service_month = @month and live
        """;

    /// <summary>Counts a month as it stands now.</summary>
    public static async Task<Funnel> LoadAsync(
        NpgsqlDataSource database, DistrictId districtId, DateOnly month, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        CommandDefinition Of(string sql) => new(sql, new { districtId, month }, transaction, cancellationToken: cancellationToken);
        var rows = await connection.QuerySingleAsync<FileRows>(Of(RowsSql));
        var groups = (await connection.QueryAsync<Group>(Of(EntriesSql))).AsList();
        var billed = (await connection.QueryAsync<BilledGroup>(Of(BilledSql))).AsList();
        var (claims, lines) = await connection.QuerySingleAsync<(int, int)>(Of(ClaimsSql));
        return new Funnel(
            MonthName.Of(month),
            rows,
            Entries: Sum(groups, _ => true),
            Delivered: Sum(groups, group => group.Delivered),
            Rejected: Sum(groups, group => group is { Standing: "rejected", Billed: false }),
            NotBillable: Sum(groups, group => group is { Standing: "not-billable", Billed: false }),
            Billable: Sum(groups, group => group.Billed || group.Standing == "billable"),
            Ready: Sum(groups, group => group is { Standing: "billable", Billed: false }),
            Batched: Sum(groups, group => group.Billed),
            claims,
            lines,
            new FunnelAnswers(
                Accepted: Sum(groups, group => group.Accepted),
                Rejected: In(billed, Bucket.Rejected),
                Paid: In(billed, Bucket.Paid),
                Adjusted: In(billed, Bucket.Adjusted),
                Denied: In(billed, Bucket.Denied),
                WrittenOff: In(billed, Bucket.WrittenOff),
                Voiding: In(billed, Bucket.Voiding),
                Outstanding: In(billed, Bucket.Batched) + In(billed, Bucket.Accepted)));
    }

    /// <summary>As <c>funnel.json</c> has it: indented, ends with a line feed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FunnelJson.Default.Funnel) + "\n";

    private static FunnelStep Sum(IEnumerable<Group> groups, Func<Group, bool> which) =>
        groups.Where(which).Aggregate(default(FunnelStep), (sum, group) => sum + new FunnelStep(group.Entries, group.Cents, group.Minutes));

    private static FunnelStep In(IEnumerable<BilledGroup> billed, Bucket bucket) =>
        billed.Where(group => group.Bucket == BucketText.Of(bucket))
            .Aggregate(default(FunnelStep), (sum, group) => sum + new FunnelStep(group.Entries, group.Cents, group.Minutes));

    private sealed record Group(string Standing, bool Delivered, bool Billed, bool Accepted, int Entries, long Cents, long Minutes);

    private sealed record BilledGroup(string Bucket, int Entries, long Cents, long Minutes);
}

/// <summary>How many entries get to a step, with what cents, and how many minutes they lasted.</summary>
public readonly record struct FunnelStep(int Entries, long Cents, long Minutes)
{
    public static FunnelStep operator +(FunnelStep left, FunnelStep right) =>
        new(left.Entries + right.Entries, left.Cents + right.Cents, left.Minutes + right.Minutes);
}

/// <summary>Batched cents = rejected + paid + adjusted + denied + written off + voiding + outstanding. An entry that is paid in part counts in each.</summary>
/// <param name="Accepted">On claims that the payer took in, with their charge, whatever it decided then.</param>
/// <param name="Rejected">On claims that the payer rejected before it decided on payment.</param>
/// <param name="Voiding">Nothing decided, or taken back, and a void that the payer has not answered names the claim.</param>
/// <param name="Outstanding">Batched or accepted, and nothing decided.</param>
public sealed record FunnelAnswers(
    FunnelStep Accepted, FunnelStep Rejected, FunnelStep Paid, FunnelStep Adjusted, FunnelStep Denied, FunnelStep WrittenOff, FunnelStep Voiding,
    FunnelStep Outstanding);

/// <summary>The rows of the month's log files: total = entered + malformed + duplicate.</summary>
public sealed record FileRows(int Files, int Total, int Entered, int Malformed, int Duplicate);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(Funnel))]
internal sealed partial class FunnelJson : JsonSerializerContext;
