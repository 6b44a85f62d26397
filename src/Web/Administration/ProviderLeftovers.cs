using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>What waits for a provider: nobody else can sign it, answer it, or finish it.</summary>
/// <param name="Unsigned">Sessions without the signature.</param>
/// <param name="Returned">Sessions that the office sent back and that wait for an answer.</param>
/// <param name="Drafts">Sessions that were begun and not logged.</param>
public sealed record ProviderLeftovers(int Unsigned, int Returned, int Drafts)
{
    /// <summary>Older sessions are past every payer's filing limit.</summary>
    private const int YearsLookedAt = 2;

    [Sql]
    private const string OfProviderSql = """
        select (select count(*)::int from intake.entry e
                where e.district_id = p.district_id and e.provider_number = p.provider_number and e.signed_at is null
                  and e.service_date >= @since and e.service_month >= date_trunc('month', @since::date)::date) as unsigned,
               (select count(*)::int from intake.entry_return r
                where r.district_id = p.district_id and r.provider_id = p.provider_id and r.answered_at is null and r.state = 'waiting') as returned,
               (select count(*)::int from intake.session_form f
                where f.district_id = p.district_id and f.provider_id = p.provider_id and f.posted_at is null) as drafts
        from intake.provider p
        where p.district_id = @districtId and p.provider_id = @providerId
        """;

    public bool IsNone => (Unsigned, Returned, Drafts) == (0, 0, 0);

    public static Task<ProviderLeftovers?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, DateOnly today, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<ProviderLeftovers?>(new CommandDefinition(
            OfProviderSql, new { districtId, providerId, since = today.AddYears(-YearsLookedAt) }, cancellationToken: cancellationToken));
}
