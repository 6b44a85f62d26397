using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CAL_HOURS: the session was before the first bell or after the last, and the plan does not say that it may be.</summary>
/// <remarks>Source: NH He-W 589.04: services outside school hours only if the plan says so. Rides to and from school are outside by nature.</remarks>
public static class OutsideSchoolHours
{
    public const string Code = "CAL_HOURS";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || entry.ServiceRule is { Kind: ServiceKind.Transport })
        {
            return;
        }

        if (!entry.HasSessionTimes || entry.GridRow is not { OutsideHours: false } row)
        {
            return; // LOG_FIELDS, LOG_TIMES, IEP_ACTIVE or IEP_SERVICE reports what is missing.
        }

        if (entry.School?.BellTimes(entry.Date) is { } bells && (entry.Log.Start < bells.Opens || entry.Log.End > bells.Closes))
        {
            findings.Warn(
                Code, entry, LogField.Start, RecordUsed.Of(row), entry.Log.Start, entry.Log.End, bells.Opens, bells.Closes);
        }
    }
}
