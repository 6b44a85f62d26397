using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_MINCAP: with this session the period has more minutes than the grid row mandates.</summary>
/// <remarks>
/// Source: OAC 5160-35. Tolerance in the rule pack (<c>iep.minuteTolerancePercent</c>). What a period mandates, and what cuts it:
/// docs/service-grid.md.
/// </remarks>
public static class MinutesOverGrid
{
    public const string Code = "IEP_MINCAP";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (PeriodUse.Before(entry, context) is not { LimitMinutes: { } limit } use)
        {
            return; // IEP_ACTIVE, IEP_SERVICE, IEP_ROWDATES or IEP_FREQUENCY reports what is missing.
        }

        if (!use.Fits(entry))
        {
            findings.NotBillable(
                Code, entry, LogField.Date, RecordUsed.Of(entry.GridRow),
                entry.Minutes, use.MinutesBefore, limit.ToDisplay(), use.Period.First, use.Period.Last);
        }
    }
}
