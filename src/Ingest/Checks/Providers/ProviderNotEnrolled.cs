using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_ENROLLED: the provider was not enrolled with Medicaid on the date.</summary>
/// <remarks>
/// Source: 42 CFR 455.410; NH He-W 589.05. Drivers and aides, who have no NPI, do not enrol: the pack's credential table
/// (<c>npi</c>).
/// </remarks>
public static class ProviderNotEnrolled
{
    public const string Code = "PROV_ENROLLED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || context.IsInFuture(entry) || entry.Provider is not { } provider || !entry.CredentialNeedsNpi)
        {
            return; // CAL_FUTURE reports the date; PROV_MATCH and PROV_LICENSE what cannot be looked up.
        }

        if (!provider.EnrolledOn(entry.Date))
        {
            findings.Reject(
                Code, entry, LogField.ProviderNumber, RecordUsed.Of(provider), entry.Date, provider.MedicaidFrom, provider.MedicaidTo);
        }
    }
}
