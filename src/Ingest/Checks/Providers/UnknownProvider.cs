using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_MATCH: the provider number of the log is of no provider of the district.</summary>
/// <remarks>Source: CMS, Delivering Services in School-Based Settings (2023), p. 91: the record names the person who gave the service.</remarks>
public static class UnknownProvider
{
    public const string Code = "PROV_MATCH";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Provider is null)
        {
            findings.Reject(Code, entry, LogField.ProviderNumber, RecordUsed.None, entry.Log.ProviderNumber);
        }
    }
}
