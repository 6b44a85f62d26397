using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>What the earlier sessions of a grid row have used of the period that a session falls in.</summary>
/// <remarks>
/// Sessions use up the period in time, those alone that are billable so far; one that no longer fits the minutes uses nothing, so
/// that a shorter one after it may still fit. A make-up counts in the period of the session that was missed. Only sessions at hand
/// are seen: of a period that began before the first of them, what was used until then is not known.
/// </remarks>
internal readonly record struct PeriodUse(MandatedPeriod Period, Fraction? LimitMinutes, int MinutesBefore, int SessionsBefore)
{
    /// <summary>Null where nothing limits the session: it is not billable anyway, it is a ride, or its row or calendar gives no amount.</summary>
    public static PeriodUse? Before(Entry entry, CheckContext context)
    {
        if (!entry.BillableSoFar || entry.GridRow is not { } row || entry.School is not { } school
            || entry.ServiceRule is { Kind: ServiceKind.Transport } // Rides are counted by TRN_COUNT, and not in minutes.
            || row.MandateUnder(entry.Rules)?.PeriodOf(DayCredited(entry, row), school.DaysOf(row)) is not { } period)
        {
            return null;
        }

        var start = new PeriodUse(period, period.CapMinutes * new Fraction(100 + entry.Rules.MinuteTolerancePercent, 100), 0, 0);
        return start.Through(context.StudentMonth(entry), entry, row);
    }

    /// <summary>Whether a session stays within the minutes that are left.</summary>
    public bool Fits(Entry entry) => LimitMinutes is not { } limit || MinutesBefore + entry.Minutes <= limit;

    private static DateOnly DayCredited(Entry entry, GridRow row) =>
        entry.Log.MakeupFor is { } missed && row.Covers(missed) ? missed : entry.Date;

    private PeriodUse Through(ReadOnlySpan<Entry> month, Entry entry, GridRow row)
    {
        var used = this;
        foreach (var other in month)
        {
            if (ReferenceEquals(other, entry))
            {
                break;
            }

            if (ReferenceEquals(other.GridRow, row) && other.BillableSoFar && IsIn(Period, DayCredited(other, row)) && used.Fits(other))
            {
                used = used with { MinutesBefore = used.MinutesBefore + other.Minutes, SessionsBefore = used.SessionsBefore + 1 };
            }
        }

        return used;
    }

    private static bool IsIn(MandatedPeriod period, DateOnly day) => period.First <= day && day <= period.Last;
}
