using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>STU_INSTITUTION: on the date the student was in an institution in which Medicaid does not pay for the school's services.</summary>
/// <remarks>Source: 42 CFR 435.1009(a): no federal share for inmates of public institutions and patients of institutions for mental diseases.</remarks>
public static class InInstitution
{
    public const string Code = "STU_INSTITUTION";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || entry.Student is not { } student)
        {
            return; // STU_MATCH, IEP_CONSULT, IEP_MEETING, SVC_INSTRUCTIONAL or STU_ELIG reports it.
        }

        if (student.StayOn(entry.Date) is { } stay)
        {
            findings.NotBillable(Code, entry, LogField.Date, RecordUsed.Of(stay), entry.Date, stay.From, stay.To);
        }
    }
}
