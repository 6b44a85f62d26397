using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using Npgsql;

namespace MedicaidLogs.Ingest.Expiring;

/// <summary>Sessions of any month, on no claim and still worth something, whose filing limit comes soon.</summary>
/// <param name="FirstDay">The oldest of them; null where there is none.</param>
public readonly record struct DueToFile(int Entries, long Cents, DateOnly? FirstDay)
{
    /// <summary>Its months are few, so that each of them is read by its days alone.</summary>
    [Sql]
    private const string BetweenSql = """
        select count(*)::int as entries, coalesce(sum(e.value_cents), 0)::bigint as cents, min(e.service_date) as first_day
        from intake.entry e
        where e.district_id = @districtId and e.service_month = any(@months) and e.service_date between @from and @to and e.value_cents > 0
          and not exists (
            select from billing.live_entry l
            where l.district_id = @districtId and l.service_month = e.service_month and l.service_month = any(@months) and l.entry_id = e.entry_id)
          and not exists (
            select from intake.flagged_entry f
            where f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id and f.final)
          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        """;

    /// <summary>From the oldest day that can still be filed to the last whose limit comes soon, by the rules of today.</summary>
    /// <param name="schools">Only sessions of students of these schools; null: all.</param>
    public static Task<DueToFile> LoadAsync(
        NpgsqlConnection connection, District district, DateOnly today, string[]? schools, CancellationToken cancellationToken = default)
    {
        var rules = district.RulePack.On(today);
        var from = today.AddDays(-rules.FilingLimitDays);
        var to = from.AddDays(rules.FilingSoonDays);
        return connection.QuerySingleAsync<DueToFile>(new CommandDefinition(
            BetweenSql, new { district.DistrictId, months = MonthName.Between(from, to), from, to, schools }, cancellationToken: cancellationToken));
    }
}
