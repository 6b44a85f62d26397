using MedicaidLogs.Core.Packs;
using MedicaidLogs.Core.Units;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CAP_PERIOD: with this session the student's units of the code are more than a week or a month may hold.</summary>
/// <remarks>
/// Source: the pack's code map (<c>periodCap</c>), such as Arkansas's six units a week of a therapy. The period fills in time order,
/// whoever the provider is; minutes of a day are summed before they are rounded, as on the claim.
/// </remarks>
public static class PeriodUnits
{
    public const string Code = "CAP_PERIOD";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Code is not { PeriodCap: { } cap } code || !DayLine.Takes(entry))
        {
            return;
        }

        var days = PeriodOf(entry.Date, cap.Per);
        var units = UnitsOf(entry, context.History.Before(entry), days.First) + UnitsOf(entry, Through(entry, context.StudentMonth(entry)), days.First);
        if (units > ServiceUnits.OfWhole(cap.Units))
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.None, code.Procedure, units.ToString(), cap.Units, days.First, days.Last);
        }
    }

    public static DaySpan? Reach(Entry entry) =>
        entry is { Held: true, Code.PeriodCap: { } cap } ? PeriodOf(entry.Date, cap.Per) : null;

    private static DaySpan PeriodOf(DateOnly day, CapPeriod per)
    {
        if (per == CapPeriod.Month)
        {
            return DaySpan.Around(day, day.Day - 1, DateTime.DaysInMonth(day.Year, day.Month) - day.Day);
        }

        var sinceMonday = ((int)day.DayOfWeek + 6) % 7;
        return DaySpan.Around(day, sinceMonday, 6 - sinceMonday);
    }

    private static ReadOnlySpan<Entry> Through(Entry entry, ReadOnlySpan<Entry> sessions)
    {
        var count = 1;
        while (sessions[count - 1] != entry)
        {
            count++;
        }

        return sessions[..count];
    }

    private static ServiceUnits UnitsOf(Entry judged, ReadOnlySpan<Entry> sessions, DateOnly from)
    {
        var units = ServiceUnits.Zero;
        while (!sessions.IsEmpty)
        {
            var day = DayLine.FirstDayOf(sessions);
            units += day[0].Date >= from ? DayLine.UnitsOf(judged.Code!, day) : ServiceUnits.Zero;
            sessions = sessions[day.Length..];
        }

        return units;
    }
}
