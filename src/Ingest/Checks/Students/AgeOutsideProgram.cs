using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>STU_AGE: the student was too young or too old on the date of service.</summary>
/// <remarks>
/// Source: NH He-W 589.04. Parameters in the rule pack, in full years (<c>student.minAgeYears</c>, the first age that is billed, and
/// <c>student.maxAgeYears</c>, the first that no longer is).
/// </remarks>
public static class AgeOutsideProgram
{
    public const string Code = "STU_AGE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Student is not { } student || entry.NeverBilled)
        {
            return; // STU_MATCH, IEP_CONSULT, IEP_MEETING or SVC_INSTRUCTIONAL reports it.
        }

        var age = student.AgeOn(entry.Date);
        if (age < entry.Rules.MinAgeYears || age >= entry.Rules.MaxAgeYears)
        {
            findings.NotBillable(
                Code, entry, LogField.Date, RecordUsed.Of(student), age, entry.Rules.MinAgeYears, entry.Rules.MaxAgeYears);
        }
    }
}
