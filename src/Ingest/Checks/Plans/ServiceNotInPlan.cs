using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_SERVICE: the plan's grid has no row for the service.</summary>
/// <remarks>
/// Source: 34 CFR 300.320(a)(4) and (7); OIG A-02-02-01029, service not in the plan. A row for the extended school year alone is
/// none on a regular school day.
/// </remarks>
public static class ServiceNotInPlan
{
    public const string Code = "IEP_SERVICE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Plan is not { } plan || entry.NeverBilled || entry.ServiceRule is null)
        {
            return; // IEP_ACTIVE, IEP_CONSULT, IEP_MEETING, SVC_INSTRUCTIONAL or LOG_SERVICE reports it.
        }

        if (entry.GridRow is null && !EvaluationNotCovered.Judges(entry))
        {
            findings.NotBillable(Code, entry, LogField.Service, RecordUsed.Of(plan), entry.Service);
        }
    }
}
