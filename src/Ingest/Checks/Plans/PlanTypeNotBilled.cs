using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_PLANTYPE: the state does not bill services under a plan of this kind.</summary>
/// <remarks>Source: NH He-W 589.04; kinds that are billed in the rule pack (<c>iep.billedPlanTypes</c>).</remarks>
public static class PlanTypeNotBilled
{
    public const string Code = "IEP_PLANTYPE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Plan is not { } plan || entry.NeverBilled)
        {
            return; // IEP_ACTIVE, IEP_CONSULT, IEP_MEETING or SVC_INSTRUCTIONAL reports it.
        }

        if (!IsBilled(entry))
        {
            findings.NotBillable(
                Code, entry, LogField.Date, RecordUsed.Of(plan), plan.PlanType, string.Join(", ", entry.Rules.BilledPlanTypes));
        }
    }

    internal static bool IsBilled(Entry entry) =>
        entry.Plan is { } plan && Array.IndexOf(entry.Rules.BilledPlanTypes, plan.PlanType) >= 0;
}
