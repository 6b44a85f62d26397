using MedicaidLogs.Core.Display;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>CHG_CEILING: the district's rate is above the most that is paid for a unit of the code.</summary>
/// <remarks>
/// Source: NH He-W 589, payment is the lesser of cost and the Department's rate. The ceiling is in the rule pack's code map
/// (<c>ceilingCents</c>, cents per unit); a charge is rate × units, so what holds for the rate holds for the charge.
/// </remarks>
public static class RateAboveCeiling
{
    public const string Code = "CHG_CEILING";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry is { Code: { CeilingCents: { } ceiling } code, RateCents: { } rate } && rate > ceiling && !context.IsInFuture(entry))
        {
            findings.Reject(
                Code, entry, LogField.Service, RecordUsed.None, code.Procedure, Show.Dollars(rate), Show.Dollars(ceiling), entry.Date);
        }
    }
}
