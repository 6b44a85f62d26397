using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_NPI: the provider has no valid National Provider Identifier, and the credential is one that needs it.</summary>
/// <remarks>
/// Source: 45 CFR 162.406 (form and check digit), 42 CFR 431.107 (on claims); which credentials have one is the pack's credential
/// table (<c>npi</c>).
/// </remarks>
public static class ProviderWithoutNpi
{
    public const string Code = "PROV_NPI";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || entry.Provider is not { } provider || !entry.CredentialNeedsNpi)
        {
            return; // PROV_MATCH and PROV_LICENSE report what cannot be looked up.
        }

        if (!Npi.TryParse(provider.Npi, out _))
        {
            findings.Reject(Code, entry, LogField.ProviderNumber, RecordUsed.Of(provider), provider.Npi);
        }
    }
}
