using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>How much of a month gets from each step to the next, from the rows of its files to its claim lines.</summary>
/// <param name="Month"><c>2026-10</c></param>
/// <param name="Entries">Their cents are what each brings or would bring if it were fixed.</param>
/// <param name="Batched">Billable entries on live claim lines; their cents are the lines' charges.</param>
public sealed record Funnel(
    string Month,
    FileRows Rows,
    CountAndCents Entries,
    CountAndCents Delivered,
    CountAndCents Rejected,
    CountAndCents NotBillable,
    CountAndCents Billable,
    CountAndCents Ready,
    CountAndCents Batched,
    int Claims,
    int ClaimLines)
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
        select e.standing, e.delivered, x.entry_id is not null as billed, count(*)::int as entries, sum(e.value_cents)::bigint as value_cents,
               coalesce(sum(x.charge_cents), 0)::bigint as charge_cents
        from intake.entry_standing e
        left join billing.claim_line_entry x
          on x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live
        where e.district_id = @districtId and e.service_month = @month
        group by e.standing, e.delivered, x.entry_id is not null
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
            lines);
    }

    /// <summary>As <c>funnel.json</c> has it: indented, ends with a line feed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FunnelJson.Default.Funnel) + "\n";

    private static CountAndCents Sum(IEnumerable<Group> groups, Func<Group, bool> which) =>
        groups.Where(which).Aggregate(default(CountAndCents), (sum, group) => sum + new CountAndCents(group.Entries, group.Cents));

    private sealed record Group(string Standing, bool Delivered, bool Billed, int Entries, long ValueCents, long ChargeCents)
    {
        public long Cents => Billed ? ChargeCents : ValueCents;
    }
}

/// <summary>The rows of the month's log files: total = entered + malformed + duplicate.</summary>
public sealed record FileRows(int Files, int Total, int Entered, int Malformed, int Duplicate);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(Funnel))]
internal sealed partial class FunnelJson : JsonSerializerContext;
