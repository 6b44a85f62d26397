using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>ATT_MAKEUP: a make-up names a date on which the service was not missed, or makes up for more than was missed.</summary>
/// <remarks>
/// Source: OSEP, Letter to Clarke (2007): what was missed is made up, and not twice. What it does is in the rule pack
/// (<c>makeup.severity</c>). A missed session without times is made up for by one of any length.
/// </remarks>
public static class MakesUpForNothing
{
    public const string Code = "ATT_MAKEUP";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Log.MakeupFor is not { } day || !entry.HasSessionTimes)
        {
            return; // LOG_FIELDS and LOG_TIMES report times that are none.
        }

        var before = Tally(context.History.Before(entry), entry, day);
        var within = Tally(context.StudentMonth(entry), entry, day);
        var missedMinutes = Math.Min(before.Missed + within.Missed, int.MaxValue);
        var madeUpMinutes = before.MadeUp + within.MadeUp;
        if (madeUpMinutes + entry.Minutes > missedMinutes)
        {
            findings.Add(
                entry.Rules.MakeUpSeverity, Code, entry, LogField.MakeupFor, RecordUsed.None, day, missedMinutes, madeUpMinutes, entry.Minutes);
        }
    }

    /// <summary>A make-up looks back to the day that it names, and a missed session may be named by any later one.</summary>
    public static DaySpan? Reach(Entry entry) =>
        entry.Log.MakeupFor is { } day && day < entry.Date ? new(day, entry.Date)
        : entry.Held ? null
        : new(entry.Date, entry.Date);

    private static (long Missed, long MadeUp) Tally(ReadOnlySpan<Entry> sessions, Entry entry, DateOnly day)
    {
        var (missed, madeUp) = (0L, 0L);
        var earlier = true;
        foreach (var other in sessions)
        {
            earlier &= other != entry;
            if (other.Service != entry.Service)
            {
                continue;
            }

            if (other.Date == day && IsMissed(other))
            {
                missed += other.Minutes > 0 ? other.Minutes : int.MaxValue;
            }
            else if (earlier && other is { Held: true, Undelivered: false } && other.Log.MakeupFor == day)
            {
                madeUp += other.Minutes;
            }
        }

        return (missed, madeUp);
    }

    private static bool IsMissed(Entry entry) =>
        entry is { Held: false, IsDuplicate: false, Attendance: { } attendance }
        && (attendance.MakeUpOwed || attendance.MissedBy is not null);
}
