using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_FREQCAP: with this session the period has more sessions than the grid row says.</summary>
/// <remarks>Source: 34 CFR 300.320(a)(7): the anticipated frequency of each service.</remarks>
public static class SessionsOverGrid
{
    public const string Code = "IEP_FREQCAP";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (PeriodUse.Before(entry, context) is not { Period.CapSessions: { } limit } use || !use.Fits(entry))
        {
            return; // IEP_MINCAP reports a session that does not fit the minutes.
        }

        if (use.SessionsBefore + 1 > limit)
        {
            findings.Warn(
                Code, entry, LogField.Date, RecordUsed.Of(entry.GridRow),
                use.SessionsBefore + 1, limit, use.Period.First, use.Period.Last);
        }
    }
}
