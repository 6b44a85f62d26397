using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Months;

/// <summary>Sessions of any month, on no claim and still worth something, whose filing limit comes soon.</summary>
/// <param name="FirstDay">The oldest of them; null where there is none.</param>
public readonly record struct DueToFile(long Entries, long Cents, DateOnly? FirstDay)
{
    /// <summary>Its months are few, so that each of them is read by its days alone.</summary>
    [Sql]
    private const string BetweenSql = """
        select count(*) as entries, coalesce(sum(e.value_cents), 0)::bigint as cents, min(e.service_date) as first_day
        from intake.entry e
        where e.district_id = @districtId and e.service_month = any(@months) and e.service_date between @from and @to and e.value_cents > 0
          and not exists (
            select from billing.claim_line_entry l
            where l.district_id = @districtId and l.service_month = e.service_month and l.service_month = any(@months) and l.entry_id = e.entry_id and l.live)
          and not exists (
            select from intake.flagged_entry f
            where f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id and f.final)
          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day))
        """;

    /// <param name="from">The oldest day that can still be filed.</param>
    /// <param name="to">The last day whose limit comes soon.</param>
    /// <param name="schools">Only sessions of students of these schools; null: all.</param>
    public static Task<DueToFile> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly from, DateOnly to, string[]? schools, CancellationToken cancellationToken)
    {
        var months = new List<DateOnly>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            months.Add(month);
        }

        return connection.QuerySingleAsync<DueToFile>(new CommandDefinition(
            BetweenSql, new { districtId, months = months.ToArray(), from, to, schools }, cancellationToken: cancellationToken));
    }
}
