using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Days from one to another, both included.</summary>
public readonly record struct DaySpan(DateOnly First, DateOnly Last)
{
    /// <summary>From so many days before a day to so many after it, as far as there are days: a log may be dated in the year 9999.</summary>
    public static DaySpan Around(DateOnly day, int before, int after) => new(Moved(day, -before), Moved(day, after));

    /// <summary>The days from the earlier first to the later last.</summary>
    public DaySpan And(DaySpan other) => new(First < other.First ? First : other.First, Last > other.Last ? Last : other.Last);

    private static DateOnly Moved(DateOnly day, int days) => DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, 0, DateOnly.MaxValue.DayNumber));
}

/// <summary>
/// How far a check looks: the day back to which an entry's verdict may rest on other sessions of its student and service, and the day
/// up to which theirs may rest on it. Null where the entry neither rests on others nor bears any.
/// </summary>
/// <remarks>Only a check that looks beyond the month needs one. It is asked of matched entries, before any check has run.</remarks>
public delegate DaySpan? Reach(Entry entry);
