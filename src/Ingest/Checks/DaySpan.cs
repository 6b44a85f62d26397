using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Days from one to another, both included.</summary>
public readonly record struct DaySpan(DateOnly First, DateOnly Last)
{
    /// <summary>The days from the earlier first to the later last.</summary>
    public DaySpan And(DaySpan other) => new(First < other.First ? First : other.First, Last > other.Last ? Last : other.Last);
}

/// <summary>
/// How far a check looks: the day back to which an entry's verdict may rest on other sessions of its student and service, and the day
/// up to which theirs may rest on it. Null where the entry neither rests on others nor bears any.
/// </summary>
/// <remarks>Only a check that looks beyond the month needs one. It is asked of matched entries, before any check has run.</remarks>
public delegate DaySpan? Reach(Entry entry);
