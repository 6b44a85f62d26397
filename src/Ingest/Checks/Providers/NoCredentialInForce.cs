using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_LICENSE: no licence or other credential of the provider was in force on the date.</summary>
/// <remarks>Source: NH He-W 589.05 (qualified practitioners), 42 CFR 440.110; OIG A-02-02-01029 (services by unlicensed staff).</remarks>
public static class NoCredentialInForce
{
    public const string Code = "PROV_LICENSE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || context.IsInFuture(entry) || entry.Provider is not { } provider)
        {
            return; // CAL_FUTURE reports the date, PROV_MATCH the unknown provider.
        }

        if (entry.Credential is null)
        {
            findings.Reject(Code, entry, LogField.ProviderNumber, RecordUsed.Of(provider), entry.Date);
        }
    }
}
