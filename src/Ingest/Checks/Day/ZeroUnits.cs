using MedicaidLogs.Core.Units;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>UNIT_ZERO: the day's minutes of student, provider and code are too few for a unit.</summary>
/// <remarks>
/// Source: TMHP, School Health and Related Services Handbook (minutes of a day are summed, then rounded); the code's rounding rule is
/// in the pack's code map (<c>unitRule</c>).
/// </remarks>
public static class ZeroUnits
{
    public const string Code = "UNIT_ZERO";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!DayLine.Takes(entry))
        {
            return;
        }

        var day = context.StudentDay(entry);
        if (DayLine.UnitsOf(entry, day) == ServiceUnits.Zero)
        {
            findings.NotBillable(Code, entry, LogField.End, RecordUsed.None, DayLine.MinutesOf(entry, day), entry.Code!.Procedure);
        }
    }
}
