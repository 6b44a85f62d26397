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
    /// <remarks>PostgreSQL makes a full join by hashes or by sorting, and never row by row, even where it believes that there is but one row.</remarks>
    [Sql]
    private const string BetweenSql = """
        select count(*)::int as entries, coalesce(sum(e.value_cents), 0)::bigint as cents, min(e.service_date) as first_day
        from (
            select service_month, entry_id, student_id, service_date, value_cents
            from intake.entry
            where district_id = @districtId and service_month = any(@months) and service_date between @from and @to and value_cents > 0) e
        full join (
            select service_month, entry_id
            from billing.live_entry
            where district_id = @districtId and service_month = any(@months)
            union all
            select service_month, entry_id
            from intake.flagged_entry
            where district_id = @districtId and service_month = any(@months) and final) out
          on out.service_month = e.service_month and out.entry_id = e.entry_id
        where out.entry_id is null
          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = @districtId and t.student_id = e.student_id and t.school_code = any(@schools)
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
