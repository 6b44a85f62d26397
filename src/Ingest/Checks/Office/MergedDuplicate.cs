using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>OFFICE_DUPLICATE: a person of the office named another entry of which this one is a duplicate. It counts nowhere.</summary>
/// <remarks>Source: OIG A-04-01-00005 (services billed twice); docs/decisions.md.</remarks>
public static class MergedDuplicate
{
    public const string Code = "OFFICE_DUPLICATE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Office.DuplicateOf is { } original)
        {
            findings.NotBillable(Code, entry, field: "", new("entry", original), original);
        }
    }
}
