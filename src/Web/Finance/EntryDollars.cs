using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A session as finance sees it: what a claim line needs, no note and no name.</summary>
/// <param name="Shares">Where its dollars stand.</param>
public sealed record EntryDollars(EntryHead Head, IReadOnlyList<EntryClaim> Claims, IReadOnlyList<EntryShare> Shares)
{
    private const int Limit = 200;

    [Sql]
    private const string MonthSql = """
        select e.service_month
        from intake.months_of(@districtId) m (service_month)
        cross join lateral (
            select e.service_month from intake.entry e
            where e.district_id = @districtId and e.service_month = m.service_month and e.entry_id = @entryId
            offset 0) e
        """;

    [Sql]
    private const string HeadSql = """
        select e.entry_id, n.version, e.service_month, e.service_date, e.minutes::int as minutes, e.service, n.mode, e.procedure, e.modifiers, e.value_cents,
               e.delivered, e.standing, e.student_id, e.student_number, e.provider_number, n.grid_row_id, e.file_name, e.line_number,
               p.posted_at as logged_at, p.logged_by_name as logged_by
        from intake.entry_standing e
        join intake.entry n on n.district_id = e.district_id and n.service_month = e.service_month and n.entry_id = e.entry_id
        left join intake.entry_form p on p.district_id = e.district_id and p.service_month = e.service_month and p.entry_id = e.entry_id
        where e.district_id = @districtId and e.service_month = @month and e.entry_id = @entryId
        """;

    [Sql]
    private const string ClaimsSql = """
        select x.claim_id, c.claim_number, x.line_number, c.stage, x.charge_cents, x.live
        from billing.claim_line_entry x
        join billing.claim_standing c on c.district_id = x.district_id and c.claim_id = x.claim_id
        where x.district_id = @districtId and x.service_month = @month and x.entry_id = @entryId
        order by x.claim_id
        limit @limit
        """;

    /// <summary>Claim by claim: asked for one entry alone, the view would cut every line of the month.</summary>
    [Sql]
    private const string SharesSql = """
        select g.bucket, g.cents
        from unnest(@claimIds::bigint[]) c (claim_id)
        cross join lateral (
            select g.entry_id, g.bucket, g.cents
            from billing.ledger g
            where g.district_id = @districtId and g.service_month = @month and g.claim_id = c.claim_id
            offset 0) g
        where g.entry_id = @entryId
        limit @limit
        """;

    /// <summary>The district's entry of that number, or null.</summary>
    public static async Task<EntryDollars?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long entryId, CancellationToken cancellationToken)
    {
        if (await connection.QuerySingleOrDefaultAsync<DateOnly?>(new CommandDefinition(
            MonthSql, new { districtId, entryId }, cancellationToken: cancellationToken)) is not { } month)
        {
            return null;
        }

        CommandDefinition Of(string sql, long[]? claimIds = null) =>
            new(sql, new { districtId, month, entryId, claimIds, limit = Limit }, cancellationToken: cancellationToken);
        var head = await connection.QuerySingleAsync<EntryHead>(Of(HeadSql));
        var claims = (await connection.QueryAsync<EntryClaim>(Of(ClaimsSql))).AsList();
        var shares = (await connection.QueryAsync<(string Bucket, long Cents)>(Of(SharesSql, [.. claims.Select(claim => claim.ClaimId).Distinct()])))
            .Select(share => new EntryShare(BucketText.Parse(share.Bucket), share.Cents));
        var unbilled = claims.Exists(claim => claim.Live) ? [] : new[] { new EntryShare(BucketOf(head.Standing), head.ValueCents) };
        return new(head, claims, [.. shares.Concat(unbilled).OrderBy(share => share.Bucket)]);
    }

    private static Bucket BucketOf(string standing) => standing == "billable" ? Bucket.Ready : BucketText.Parse(standing);
}

/// <param name="StudentId">Null where the district has no student of the number.</param>
/// <param name="FileName">The file that its current words came in.</param>
public sealed record EntryHead(
    long EntryId, int Version, DateOnly ServiceMonth, DateOnly ServiceDate, int Minutes, string Service, string Mode, string? Procedure, string? Modifiers,
    long ValueCents, bool Delivered, string Standing, long? StudentId, string StudentNumber, string ProviderNumber, long? GridRowId, string FileName,
    int? LineNumber, DateTime? LoggedAt, string? LoggedBy);

public sealed record EntryClaim(long ClaimId, string ClaimNumber, int LineNumber, string Stage, long ChargeCents, bool Live);

public sealed record EntryShare(Bucket Bucket, long Cents);
