using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_BACKGROUND: no criminal background check of the provider is on record, or it is too old.</summary>
/// <remarks>
/// Source: state school law, such as NH RSA 189:13-a; how long a check holds and how heavy it weighs are in the rule pack
/// (<c>provider.backgroundMonths</c>, <c>provider.backgroundSeverity</c>). The record keeps the last check alone, so one that is later than
/// the session is taken for a renewal.
/// </remarks>
public static class BackgroundNotChecked
{
    public const string Code = "PROV_BACKGROUND";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || entry.Provider is not { } provider)
        {
            return; // PROV_MATCH reports the unknown provider.
        }

        if (provider.BackgroundCheckedOn is not { } checkedOn || HasLapsed(checkedOn, entry))
        {
            findings.Add(
                entry.Rules.BackgroundSeverity, Code, entry, LogField.ProviderNumber, RecordUsed.Of(provider), provider.BackgroundCheckedOn);
        }
    }

    private static bool HasLapsed(DateOnly checkedOn, Entry entry) =>
        entry.Rules.BackgroundMonths > 0 && checkedOn.AddMonths(entry.Rules.BackgroundMonths) < entry.Date;
}
