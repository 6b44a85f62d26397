using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_QUAL: the session can be billed, but not with a credential that this provider held on the date.</summary>
/// <remarks>Source: 42 CFR 440.110, NH He-W 589.05; which credentials give which service is the pack's code map.</remarks>
public static class CredentialNotForService
{
    public const string Code = "PROV_QUAL";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || entry.Code is not null || entry.Credential is not { } credential)
        {
            return; // PROV_MATCH and PROV_LICENSE report that there is no credential.
        }

        // What nobody can bill is CODE_MAP's to report, or LOG_TIMES'.
        if (entry.Rules.Bills(entry.Service, entry.Mode, entry.Minutes))
        {
            findings.Reject(Code, entry, LogField.ProviderNumber, RecordUsed.Of(entry.Provider), credential.Name, entry.Service);
        }
    }
}
