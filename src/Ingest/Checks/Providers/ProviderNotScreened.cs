using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_EXCLUDED: no exclusion screening has cleared the provider in the month of the session or later.</summary>
/// <remarks>Source: NH He-W 589 and CMS SMD 09-001: the OIG list of excluded individuals is searched monthly.</remarks>
public static class ProviderNotScreened
{
    public const string Code = "PROV_EXCLUDED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || context.IsInFuture(entry) || entry.Provider is not { } provider)
        {
            return; // CAL_FUTURE reports the date, PROV_MATCH the unknown provider.
        }

        var monthBegins = EntryWriter.MonthOf(entry.Date);
        if (provider.ScreenedOn is not { } screenedOn || screenedOn < monthBegins)
        {
            findings.Reject(Code, entry, LogField.ProviderNumber, RecordUsed.Of(provider), monthBegins, provider.ScreenedOn);
        }
    }
}
