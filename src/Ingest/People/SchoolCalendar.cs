using MedicaidLogs.Ingest.Grid;

namespace MedicaidLogs.Ingest.People;

/// <summary>Which days are school days at one school, and its bell times.</summary>
/// <remarks>
/// A school day is a weekday within an instructional range and in no closed range; a day of the extended school year is one within
/// an ESY range.
/// </remarks>
public sealed class SchoolCalendar
{
    private readonly CalendarRange[] _ranges;
    private readonly InstructionalDays _schoolDays;
    private readonly InstructionalDays _esyDays;

    /// <exception cref="ArgumentOutOfRangeException">The calendar spans more than <see cref="InstructionalDays.MaxSpanDays"/>.</exception>
    public SchoolCalendar(string schoolCode, CalendarRange[] ranges)
    {
        SchoolCode = schoolCode;
        _ranges = ranges;
        _schoolDays = DaysWithin(DayType.Instructional);
        _esyDays = DaysWithin(DayType.Esy);
    }

    public string SchoolCode { get; }

    public bool IsSchoolDay(DateOnly day) => _schoolDays.Contains(day);

    public bool IsEsyDay(DateOnly day) => _esyDays.Contains(day);

    /// <summary>The days on which a grid row is given: those of the extended school year or those of the regular one.</summary>
    public InstructionalDays DaysOf(GridRow row) => row.Esy ? _esyDays : _schoolDays;

    /// <summary>Whether the calendar says anything of the day, so that "no school" is knowledge and not a missing file.</summary>
    public bool Knows(DateOnly day)
    {
        foreach (var range in _ranges)
        {
            if (range.Covers(day))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Opening and closing bell on the day; null where the calendar names none.</summary>
    public (TimeOnly Opens, TimeOnly Closes)? BellTimes(DateOnly day)
    {
        var range = InRange(day, DayType.Instructional) ?? InRange(day, DayType.Esy);
        return range is { Opens: { } opens, Closes: { } closes } ? (opens, closes) : null;
    }

    private InstructionalDays DaysWithin(DayType type) => new(
        from range in _ranges
        where range.DayType == type
        from day in range.Days()
        where day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && InRange(day, DayType.Closed) is null
        select day);

    private CalendarRange? InRange(DateOnly day, DayType type)
    {
        foreach (var range in _ranges)
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

    public IEnumerable<DateOnly> Days()
    {
        for (var number = FirstDay.DayNumber; number <= LastDay.DayNumber; number++)
        {
            yield return DateOnly.FromDayNumber(number);
        }
    }
}
