using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>STU_DEMOG: the payer's eligibility record has another name or birth date than the student's record.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), p. 91: the claim names the recipient as the payer knows them. What
/// differs was found when the records were loaded (<see cref="People.PayerRecord"/>); the finding shows which, never the values.
/// </remarks>
public static class OtherPersonForPayer
{
    public const string Code = "STU_DEMOG";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry is { MayBeClaimed: true, Eligibility: { Differs.Length: > 0 } span })
        {
            findings.Warn(Code, entry, LogField.StudentNumber, RecordUsed.Of(span), span.Differs);
        }
    }
}
