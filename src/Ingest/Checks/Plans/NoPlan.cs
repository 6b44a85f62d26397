using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_ACTIVE: no plan of the student covers the date.</summary>
/// <remarks>Source: NH He-W 589.04; OIG A-02-02-01029, plan missing.</remarks>
public static class NoPlan
{
    public const string Code = "IEP_ACTIVE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Student is not { } student || entry.NeverBilled)
        {
            return; // STU_MATCH, IEP_CONSULT, IEP_MEETING or SVC_INSTRUCTIONAL reports it.
        }

        if (entry.Plan is null && !EvaluationNotCovered.Judges(entry))
        {
            findings.NotBillable(Code, entry, LogField.Date, RecordUsed.Of(student), entry.Date);
        }
    }
}
