using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>A school whose calendar can be looked at.</summary>
public sealed record CalendarSchool(string SchoolCode, string Name)
{
    private const int Most = 500;

    [Sql]
    private const string ListSql = """
        select school_code, name from intake.school where district_id = @districtId order by name, school_code limit @limit
        """;

    public static async Task<IReadOnlyList<CalendarSchool>> AllAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<CalendarSchool>(new CommandDefinition(
            ListSql, new { districtId, limit = Most }, cancellationToken: cancellationToken))];
}

/// <summary>Days of one kind in a school's calendar.</summary>
public sealed record CalendarRange(DateOnly FirstDay, DateOnly LastDay, string DayType, TimeOnly? Opens, TimeOnly? Closes, string? Note)
{
    private const int Most = 500;

    /// <summary>A school year ends in June.</summary>
    private const int FirstMonth = 7;

    [Sql]
    private const string OfYearSql = """
        select first_day, last_day, day_type, opens, closes, note
        from intake.calendar_range
        where district_id = @districtId and school_code = @school and last_day >= @first and first_day < @end
        order by first_day, day_type
        limit @limit
        """;

    public string Words => DayType switch
    {
        "instructional" => "School",
        "closed" => "Closed",
        "esy" => "Extended school year",
        _ => DayType,
    };

    /// <summary>The first of July of the school year in which a month lies.</summary>
    public static DateOnly YearOf(DateOnly month) => new(month.Month >= FirstMonth ? month.Year : month.Year - 1, FirstMonth, 1);

    public static async Task<IReadOnlyList<CalendarRange>> OfYearAsync(
        NpgsqlConnection connection, DistrictId districtId, string school, DateOnly year, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<CalendarRange>(new CommandDefinition(
            OfYearSql, new { districtId, school, first = year, end = year.AddYears(1), limit = Most }, cancellationToken: cancellationToken))];
}
