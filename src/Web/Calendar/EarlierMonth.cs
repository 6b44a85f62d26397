using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using Npgsql;

namespace MedicaidLogs.Web.Calendar;

/// <summary>Another month in which a provider's sessions wait for her: nobody looks there by herself.</summary>
/// <param name="ToSign">Held, not signed, or to be signed again.</param>
/// <param name="Rejected">Held back by something that a signature does not mend.</param>
public sealed record EarlierMonth(DateOnly Month, int ToSign, int Rejected)
{
    private const int Months = 13;

    [Sql]
    private const string OfProviderSql = """
        select w.month, (count(*) filter (where w.signs))::int as to_sign, (count(*) filter (where not w.signs))::int as rejected
        from (
            select e.service_month as month, f.signs
            from intake.provider me
            join intake.entry e on e.district_id = me.district_id and e.provider_number = me.provider_number
            cross join lateral (
                select bool_or(x.code = any(@ofSigning)) and bool_and(x.code = any(@ofSigning)) as signs
                from intake.finding x
                where x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id
                  and x.entry_version = e.version and x.cleared_run_id is null and x.severity = 'reject' and x.code <> @cosigning) f
            where me.district_id = @districtId and me.provider_id = @providerId and e.district_id = @districtId
              and e.service_date >= @since and e.service_month >= @since and e.service_month <> @month and f.signs is not null
              and not exists (
                select from billing.frozen_entry z
                where z.district_id = e.district_id and z.service_month = e.service_month and z.entry_id = e.entry_id
                offset 0)) w
        group by w.month
        order by w.month
        limit @limit
        """;

    private static readonly string[] _ofSigning = [Unsigned.Code, EditedAfterSigning.Code, SignedBeforeEnd.Code];

    /// <summary>Of the last year, the earliest first.</summary>
    /// <param name="month">The one that is looked at, which is left out.</param>
    public static async Task<IReadOnlyList<EarlierMonth>> OfProviderAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, DateOnly month, DateOnly today, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<EarlierMonth>(new CommandDefinition(
            OfProviderSql,
            new
            {
                districtId,
                providerId,
                month,
                since = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months),
                ofSigning = _ofSigning,
                cosigning = NotCosigned.Code,
                limit = Months + 1,
            },
            cancellationToken: cancellationToken))];
}
