using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>What the earlier sessions of a grid row have used of the period that a session falls in.</summary>
/// <remarks>
/// Sessions use up the period in time, those alone that are billable so far; one that no longer fits the minutes uses nothing, so
/// that a shorter one after it may still fit. A make-up counts in the period of the session that was missed.
/// </remarks>
internal readonly record struct PeriodUse(MandatedPeriod Period, Fraction? LimitMinutes, int MinutesBefore, int SessionsBefore)
{
    /// <summary>Sessions last whole minutes, so comparing whole numbers comes to the same and costs less.</summary>
    private readonly long _wholeMinutes = LimitMinutes?.Floor() ?? long.MaxValue;

    /// <summary>Null where nothing limits the session: it is not billable anyway, it is a ride, or its row or calendar gives no amount.</summary>
    public static PeriodUse? Before(Entry entry, CheckContext context)
    {
        if (!entry.BillableSoFar || entry.Period is not { } period)
        {
            return null;
        }

        var start = new PeriodUse(period, period.CapMinutes * new Fraction(100 + entry.Rules.MinuteTolerancePercent, 100), 0, 0);
        return start.Through(context.History.Before(entry), entry).Through(context.StudentMonth(entry), entry);
    }

    /// <summary>The period that the session counts in, from its first day to its last.</summary>
    public static DaySpan? Reach(Entry entry) => entry.Held && entry.Period is { } period ? new(period.First, period.Last) : null;

    /// <summary>Whether a session stays within the minutes that are left.</summary>
    public bool Fits(Entry entry) => MinutesBefore + entry.Minutes <= _wholeMinutes;

    internal static MandatedPeriod? PeriodOf(Entry entry) =>
        entry is { GridRow: { } row, School: { } school, IsTransport: false } // Rides are counted by TRN_COUNT.
            ? row.MandateUnder(entry.Rules)?.PeriodOf(DayCredited(entry, row), school.DaysOf(row))
            : null;

    private static DateOnly DayCredited(Entry entry, GridRow row) =>
        entry.Log.MakeupFor is { } missed && missed < entry.Date && row.Covers(missed) ? missed : entry.Date;

    private PeriodUse Through(ReadOnlySpan<Entry> sessions, Entry entry)
    {
        var (minutes, count) = (MinutesBefore, SessionsBefore);
        foreach (var other in sessions)
        {
            if (ReferenceEquals(other, entry))
            {
                break;
            }

            if (ReferenceEquals(other.GridRow, entry.GridRow) && other.BillableSoFar && IsIn(Period, DayCredited(other, entry.GridRow!))
                && minutes + other.Minutes <= _wholeMinutes)
            {
                (minutes, count) = (minutes + other.Minutes, count + 1);
            }
        }

        return this with { MinutesBefore = minutes, SessionsBefore = count };
    }

    private static bool IsIn(MandatedPeriod period, DateOnly day) => period.First <= day && day <= period.Last;
}
