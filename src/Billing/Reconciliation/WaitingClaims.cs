using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>Claims that went out and on which the payer has not decided for too long: somebody must ask it.</summary>
/// <remarks>
/// Too long is the fewer of the days that the payer's profile said when the file was built (<c>responseTimeoutDays</c>) and those of the
/// rule pack (<c>filing.responseDays</c>): to ask early costs a telephone call, to ask late the filing limit.
/// A void waits until what it takes back is taken back, or a person knows the answer; its claim's sessions are not billed meanwhile.
/// </remarks>
/// <param name="Claims">All of them, also beyond the list's limit.</param>
/// <param name="ChargeCents">Of all of them.</param>
public sealed record WaitingClaims(int Claims, long ChargeCents, IReadOnlyList<WaitingClaim> Oldest)
{
    /// <summary>Claims that are listed one by one.</summary>
    public const int Limit = 500;

    [Sql]
    private const string WaitingSql = """
        with waiting as (
            select c.claim_number, c.payer, c.service_month, c.file_name, c.charge_cents, c.stage = 'accepted' as accepted, c.frequency = '8' as is_void,
                   @today::date - (c.released_at at time zone @zone)::date as days
            from billing.claim_standing c
            join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
            where c.district_id = @districtId and (@month::date is null or c.service_month = @month)
              and c.stage in ('released', 'accepted')
              and @today::date - (c.released_at at time zone @zone)::date
                  > least(@packDays, (r.terms #>> '{payer,responseTimeoutDays}')::int)
              and (c.frequency = '8'
                   and exists (
                     select from billing.claim_in_place p
                     where p.district_id = c.district_id and p.claim_id = c.claim_id and p.answer = 'waiting')
                   or exists (
                     select from billing.claim_line_entry x where x.district_id = c.district_id and x.claim_id = c.claim_id and x.live)))
        select claim_number, payer, service_month, file_name, charge_cents, accepted, is_void, days,
               (count(*) over ())::int as claims, (sum(charge_cents) over ())::bigint as cents
        from waiting
        order by days desc, claim_number
        limit @limit
        """;

    /// <param name="month">Of this month of service; null: of all.</param>
    public static async Task<WaitingClaims> LoadAsync(
        NpgsqlDataSource database, District district, DateOnly? month, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var today = district.Today(clock);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            WaitingSql,
            new
            {
                district.DistrictId,
                month,
                today,
                zone = district.TimeZone,
                packDays = district.RulePack.On(today).ResponseDays,
                limit = Limit,
            },
            cancellationToken: cancellationToken))).AsList();
        return new(
            rows.FirstOrDefault()?.Claims ?? 0,
            rows.FirstOrDefault()?.Cents ?? 0,
            [.. rows.Select(row => new WaitingClaim(
                row.ClaimNumber, row.Payer, row.ServiceMonth, row.FileName, row.ChargeCents, row.Accepted, row.IsVoid, row.Days))]);
    }

    private sealed record Row(
        string ClaimNumber, string Payer, DateOnly ServiceMonth, string FileName, long ChargeCents, bool Accepted, bool IsVoid, int Days, int Claims, long Cents);
}

/// <param name="Accepted">The payer took it in and has not decided; otherwise it has said nothing at all.</param>
/// <param name="IsVoid">It takes another claim back.</param>
/// <param name="Days">Since its file was released.</param>
public sealed record WaitingClaim(
    string ClaimNumber, string Payer, DateOnly ServiceMonth, string FileName, long ChargeCents, bool Accepted, bool IsVoid, int Days);
