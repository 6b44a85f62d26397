namespace MedicaidLogs.Ingest.People;

/// <summary>Which days are school days at one school, and its bell times.</summary>
/// <remarks>A school day is a weekday within an instructional range and in no closed range.</remarks>
public sealed class SchoolCalendar(string schoolCode, CalendarRange[] ranges)
{
    public string SchoolCode => schoolCode;

    public bool IsSchoolDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && InRange(day, DayType.Instructional) is not null
        && InRange(day, DayType.Closed) is null;

    /// <summary>A day of the extended school year, closed days left out.</summary>
    public bool IsEsyDay(DateOnly day) =>
        InRange(day, DayType.Esy) is not null && InRange(day, DayType.Closed) is null;

    /// <summary>Whether the calendar says anything of the day, so that "no school" is knowledge and not a missing file.</summary>
    public bool Knows(DateOnly day) => ranges.Any(range => range.Covers(day));

    /// <summary>Opening and closing bell on the day; null where the calendar names none.</summary>
    public (TimeOnly Opens, TimeOnly Closes)? BellTimes(DateOnly day)
    {
        var range = InRange(day, DayType.Instructional) ?? InRange(day, DayType.Esy);
        return range is { Opens: { } opens, Closes: { } closes } ? (opens, closes) : null;
    }

    public IEnumerable<DateOnly> SchoolDays()
    {
        foreach (var range in ranges.Where(range => range.DayType == DayType.Instructional).OrderBy(range => range.FirstDay))
        {
            for (var day = range.FirstDay; day <= range.LastDay; day = day.AddDays(1))
            {
                if (IsSchoolDay(day))
                {
                    yield return day;
                }
            }
        }
    }

    private CalendarRange? InRange(DateOnly day, DayType type)
    {
        foreach (var range in ranges)
        {
            if (range.DayType == type && range.Covers(day))
            {
                return range;
            }
        }

        return null;
    }
}

public enum DayType
{
    Instructional,
    Closed,
    Esy,
}

public sealed record CalendarRange(DateOnly FirstDay, DateOnly LastDay, DayType DayType, TimeOnly? Opens, TimeOnly? Closes)
{
    public bool Covers(DateOnly day) => FirstDay <= day && day <= LastDay;
}
