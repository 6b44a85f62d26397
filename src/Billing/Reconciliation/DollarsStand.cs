using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>Where the dollars of some months stand, bucket by bucket, and what was logged in them, counted without the ledger.</summary>
/// <param name="Buckets">From the ledger.</param>
/// <param name="Logged">Each entry once: its share of a live claim line, else what it brings or would bring.</param>
public sealed record DollarsStand(IReadOnlyDictionary<Bucket, CountAndCents> Buckets, CountAndCents Logged)
{
    [Sql]
    private const string BucketsSql = """
        select g.bucket, sum(g.entries)::int as entries, sum(g.cents)::bigint as cents
        from unnest(@months::date[]) m (service_month)
        cross join lateral (
            select g.bucket, count(*) as entries, sum(g.cents) as cents
            from billing.ledger g
            where g.district_id = @districtId and g.service_month = m.service_month
            group by g.bucket) g
        group by g.bucket
        """;

    [Sql]
    private const string LoggedSql = """
        select coalesce(sum(e.entries), 0)::int as entries, coalesce(sum(e.cents), 0)::bigint as cents
        from unnest(@months::date[]) m (service_month)
        cross join lateral (
            select count(*) as entries, sum(coalesce(x.charge_cents, e.value_cents)) as cents
            from intake.entry_standing e
            left join billing.claim_line_entry x
              on x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live
            where e.district_id = @districtId and e.service_month = m.service_month) e
        """;

    public CountAndCents this[Bucket bucket] => Buckets.GetValueOrDefault(bucket);

    /// <summary>What was replaced counts where its new claim stands, and not here again.</summary>
    public long SumCents => Buckets.Where(bucket => bucket.Key != Bucket.Replaced).Sum(bucket => bucket.Value.Cents);

    /// <summary>Nothing, or the books are wrong.</summary>
    public long DifferenceCents => Logged.Cents - SumCents;

    /// <param name="months">The first day of each.</param>
    public static async Task<DollarsStand> LoadAsync(
        NpgsqlDataSource database, DistrictId districtId, DateOnly[] months, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        CommandDefinition Of(string sql) => new(sql, new { districtId, months }, transaction, cancellationToken: cancellationToken);
        var buckets = await connection.QueryAsync<(string Bucket, int Entries, long Cents)>(Of(BucketsSql));
        var (entries, cents) = await connection.QuerySingleAsync<(int, long)>(Of(LoggedSql));
        return new(buckets.ToDictionary(row => BucketText.Parse(row.Bucket), row => new CountAndCents(row.Entries, row.Cents)), new(entries, cents));
    }
}
