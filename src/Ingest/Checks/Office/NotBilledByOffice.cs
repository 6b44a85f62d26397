using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>OFFICE_NOTBILLED: a person of the office decided that the session is not billed. It still counts as delivered.</summary>
/// <remarks>Source: the district's own decision (docs/decisions.md). What else would reject it is final then and no task for anyone.</remarks>
public static class NotBilledByOffice
{
    public const string Code = "OFFICE_NOTBILLED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Office.NotBilled)
        {
            findings.NotBillable(Code, entry, field: "", RecordUsed.None);
        }
    }
}
