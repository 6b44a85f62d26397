using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_EXCLUDED: no screening for the month of the session says that the provider is not excluded from federal programs.</summary>
/// <remarks>
/// Source: 42 CFR 1001.1901 (nothing is paid for what an excluded person gives), 42 CFR 455.436 and CMS SMD 09-001 (monthly). The month's
/// own screening speaks; where there is none of the provider, the district's record of one elsewhere, in the month or later: docs/adr/0010.
/// </remarks>
public static class ProviderNotClear
{
    public const string Code = "PROV_EXCLUDED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || context.IsInFuture(entry) || entry.Provider is not { } provider)
        {
            return; // CAL_FUTURE reports the date, PROV_MATCH the unknown provider.
        }

        var month = EntryWriter.MonthOf(entry.Date);
        switch (provider.ScreeningOf(month))
        {
            case null when !(provider.ScreenedOn >= month):
                Reject("not screened", provider.ScreenedOn);
                break;
            case { Result: ScreeningResult.Possible } possible when possible.Covers(entry.Date):
                Reject("possible match", possible.ScreenedOn);
                break;
            case { Result: ScreeningResult.Excluded } excluded when excluded.Covers(entry.Date):
                Reject("excluded", excluded.ExcludedFrom);
                break;
        }

        void Reject(string result, DateOnly? since) =>
            findings.Reject(Code, entry, LogField.ProviderNumber, RecordUsed.Of(provider), month, result, since);
    }
}
