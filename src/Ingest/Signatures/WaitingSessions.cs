using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using Npgsql;

namespace MedicaidLogs.Ingest.Signatures;

/// <summary>Which sessions wait for a provider's signature or co-signature, as the last check of each left them.</summary>
public static class WaitingSessions
{
    private static readonly string[] _forSigning = [Unsigned.Code, EditedAfterSigning.Code, SignedBeforeEnd.Code];

    private static readonly string[] _forCosigning = [NotCosigned.Code];

    /// <summary>
    /// A provider signs her own sessions. A supervisor co-signs those of the providers whose credential on the day names her; where it
    /// names nobody, the supervision records say who: the last before the session, else the first after it.
    /// </summary>
    /// <remarks>
    /// What these codes stand for rejects, so an entry's heaviest findings name them. Each of a provider's sessions is asked for its own, by
    /// its key ("offset 0"): a planner whose statistics know nothing of the month would read all of the month's for each.
    /// </remarks>
    [Sql]
    private const string WaitingSql = """
        select e.entry_id
        from intake.provider me
        join intake.provider p on p.district_id = me.district_id
          and (not @cosigning and p.provider_id = me.provider_id
               or @cosigning and p.provider_id in (
                   select c.provider_id from intake.credential c where c.district_id = me.district_id and c.supervisor_number = me.provider_number
                   union
                   select v.provider_id from intake.supervision v where v.district_id = me.district_id and v.supervisor_id = me.provider_id))
        join intake.entry e on e.district_id = p.district_id and e.provider_number = p.provider_number
        cross join lateral (
            select f.codes
            from intake.flagged_entry f
            where f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id and f.version = e.version
            offset 0) f
        where me.district_id = @districtId and me.provider_id = @providerId
          and (@month::date is null or e.service_month = @month) and (@entryIds::bigint[] is null or e.entry_id = any(@entryIds))
          and (not @cosigning or me.provider_id in (
            select s.provider_id
            from intake.credential c
            join intake.provider s on s.district_id = c.district_id and s.provider_number = c.supervisor_number
            where c.district_id = e.district_id and c.provider_id = p.provider_id
              and c.valid_from <= e.service_date and (c.valid_to is null or c.valid_to >= e.service_date)
            union all
            (select v.supervisor_id
             from intake.supervision v
             where v.district_id = e.district_id and v.provider_id = p.provider_id and not exists (
                select from intake.credential c
                join intake.provider s on s.district_id = c.district_id and s.provider_number = c.supervisor_number
                where c.district_id = e.district_id and c.provider_id = p.provider_id
                  and c.valid_from <= e.service_date and (c.valid_to is null or c.valid_to >= e.service_date))
             order by v.supervised_on <= e.service_date desc, abs(v.supervised_on - e.service_date), v.supervisor_id
             limit 1)))
          and f.codes && @codes and not f.codes && @notWith
        order by e.service_date, e.start_time, e.entry_id
        limit @limit
        """;

    /// <summary>Codes of the findings that a new signature of the provider mends.</summary>
    public static IReadOnlyList<string> ForSigning => _forSigning;

    /// <summary>Of a month, the earliest first.</summary>
    /// <param name="providerId">Who signs.</param>
    /// <param name="month">First day of the month.</param>
    public static Task<IReadOnlyList<long>> OfMonthAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, SignatureKind kind, DateOnly month, int limit,
        CancellationToken cancellationToken = default) =>
        WaitingAsync(connection, districtId, providerId, kind, month, entryIds: null, limit, cancellationToken);

    /// <summary>Those of some entries that wait for this provider.</summary>
    public static Task<IReadOnlyList<long>> OfAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, SignatureKind kind, long[] entryIds,
        CancellationToken cancellationToken = default) =>
        WaitingAsync(connection, districtId, providerId, kind, month: null, entryIds, entryIds.Length, cancellationToken);

    private static async Task<IReadOnlyList<long>> WaitingAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, SignatureKind kind, DateOnly? month, long[]? entryIds, int limit,
        CancellationToken cancellationToken)
    {
        var cosigning = kind == SignatureKind.Cosigned;
        return
        [
            .. await connection.QueryAsync<long>(new CommandDefinition(
                WaitingSql,
                new
                {
                    districtId,
                    providerId,
                    cosigning,
                    month,
                    entryIds,
                    codes = cosigning ? _forCosigning : _forSigning,
                    notWith = cosigning ? _forSigning : [], // the provider signs first
                    limit,
                },
                cancellationToken: cancellationToken)),
        ];
    }
}
