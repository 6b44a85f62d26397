using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_TIMELY: on the date of service the plan had not been signed by all yet, or it never was.</summary>
/// <remarks>Source: 34 CFR 300.323: an IEP is in effect before services are given; OIG A-02-03-01023, plan untimely.</remarks>
public static class PlanNotFinal
{
    public const string Code = "IEP_TIMELY";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Plan is not { } plan || entry.NeverBilled || !PlanTypeNotBilled.IsBilled(entry))
        {
            return; // IEP_ACTIVE, IEP_CONSULT, IEP_MEETING, SVC_INSTRUCTIONAL or IEP_PLANTYPE reports it.
        }

        if (plan.FinalizedOn is not { } finalizedOn || finalizedOn > entry.Date)
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.Of(plan), entry.Date);
        }
    }
}
