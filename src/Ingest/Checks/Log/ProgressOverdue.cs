using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_PROGRESS: for too long no session of the service has said how the student is getting on.</summary>
/// <remarks>
/// Source: OAC 5160-35-05 (documentation of progress); days in the rule pack (<c>log.progressDays</c>), counted from the last session
/// held that named progress, or from the first day of the grid row. Of services that work toward an objective.
/// </remarks>
public static class ProgressOverdue
{
    public const string Code = "LOG_PROGRESS";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!LacksProgress(entry) || entry.GridRow is not { } row || entry.Undelivered || row.From >= FirstDayThatCounts(entry))
        {
            return; // IEP_SERVICE reports the missing row.
        }

        var last = Later(row.From, LastNoted(entry, context.History.Before(entry)));
        last = Later(last, LastNoted(entry, context.StudentMonth(entry)));
        var days = entry.Date.DayNumber - last.DayNumber;
        if (days > entry.Rules.ProgressDays)
        {
            findings.Warn(Code, entry, LogField.Progress, RecordUsed.Of(row), entry.Service, last, days, entry.Rules.ProgressDays);
        }
    }

    /// <summary>A session without progress looks back for one with it, unless its grid row is young; one with progress speaks for those after it.</summary>
    public static DaySpan? Reach(Entry entry) =>
        LacksProgress(entry) ? (entry.GridRow?.From < FirstDayThatCounts(entry) ? DaySpan.Around(entry.Date, entry.Rules.ProgressDays, 0) : null)
        : entry is { Held: true, ServiceRule.Objective: true } ? DaySpan.Around(entry.Date, 0, entry.Rules.ProgressDays)
        : null;

    private static bool LacksProgress(Entry entry) => entry is { Held: true, NeverBilled: false, ServiceRule.Objective: true, Log.Progress.Length: 0 };

    private static DateOnly FirstDayThatCounts(Entry entry) => DaySpan.Around(entry.Date, entry.Rules.ProgressDays, 0).First;

    private static DateOnly LastNoted(Entry entry, ReadOnlySpan<Entry> sessions)
    {
        var last = DateOnly.MinValue;
        foreach (var other in sessions)
        {
            if (other.Date > entry.Date)
            {
                break;
            }

            if (other is { Held: true, Undelivered: false, Log.Progress.Length: > 0 } && other.Service == entry.Service)
            {
                last = other.Date;
            }
        }

        return last;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
