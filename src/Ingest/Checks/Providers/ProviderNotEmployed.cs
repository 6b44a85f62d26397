using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_INACTIVE: the provider did not work for the district on the date.</summary>
/// <remarks>Source: CMS, Delivering Services in School-Based Settings (2023), p. 91: the service was given by staff of the provider agency.</remarks>
public static class ProviderNotEmployed
{
    public const string Code = "PROV_INACTIVE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (context.IsInFuture(entry) || entry.Provider is not { } provider)
        {
            return; // CAL_FUTURE reports the date, PROV_MATCH the unknown provider.
        }

        if (!provider.EmployedOn(entry.Date))
        {
            findings.Reject(
                Code, entry, LogField.ProviderNumber, RecordUsed.Of(provider), entry.Date, provider.EmployedFrom, provider.EmployedTo);
        }
    }
}
