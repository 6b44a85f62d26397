using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.TestKit.Builders;

/// <summary>Where tests of checks begin: <c>An.Entry()</c> is a clean, billable speech session; a test states only what differs.</summary>
public static class An
{
    public static EntryBuilder Entry() => new();

    /// <summary>What one check alone says of an entry.</summary>
    public static IReadOnlyList<Finding> FindingsOf(Check check, Entry entry, CheckContext context)
    {
        var findings = new Findings();
        check(entry, context, findings);
        return [.. findings.Found.Select(found => found.Finding)];
    }

    /// <summary>The codes that one check alone draws.</summary>
    public static IReadOnlyList<string> CodesFrom(Check check, Entry entry, CheckContext context) =>
        [.. FindingsOf(check, entry, context).Select(finding => finding.Code)];

    /// <summary>The codes that the whole catalogue draws on an entry.</summary>
    public static IReadOnlyList<string> AllCodes(Entry entry, CheckContext context) =>
        [.. CheckEngine.Run(context).Where(finding => finding.EntryId == entry.EntryId).Select(finding => finding.Code)];
}
