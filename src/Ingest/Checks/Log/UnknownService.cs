using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_SERVICE: the service is not one of the rule pack's, so no rule can be applied to it.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), p. 91: the record names the service; the services stand in the
/// rule pack.
/// </remarks>
public static class UnknownService
{
    public const string Code = "LOG_SERVICE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.ServiceRule is null)
        {
            findings.Reject(Code, entry, LogField.Service, RecordUsed.None, entry.Service);
        }
    }
}
