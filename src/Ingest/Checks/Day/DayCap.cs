using MedicaidLogs.Core.Units;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CAP_DAY: with this session the student's units of the code are more than a day may hold.</summary>
/// <remarks>
/// Source: the pack's code map (<c>dayCapUnits</c>). The day fills in time order, whoever the provider is; minutes are summed before
/// they are rounded, as on the claim.
/// </remarks>
public static class DayCap
{
    public const string Code = "CAP_DAY";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Code is not { DayCapUnits: { } capUnits } code || !DayLine.Takes(entry))
        {
            return;
        }

        var units = DayLine.UnitsOf(code, Through(entry, context.StudentDay(entry)));
        if (units > ServiceUnits.OfWhole(capUnits))
        {
            findings.Reject(Code, entry, LogField.End, RecordUsed.None, code.Procedure, units.ToString(), capUnits);
        }
    }

    private static ReadOnlySpan<Entry> Through(Entry entry, ReadOnlySpan<Entry> day)
    {
        var count = 1;
        while (day[count - 1] != entry)
        {
            count++;
        }

        return day[..count];
    }
}
