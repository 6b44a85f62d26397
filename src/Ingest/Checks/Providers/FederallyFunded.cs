using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_FUNDING: the provider's position is paid wholly from federal funds, so Medicaid would pay a second time.</summary>
/// <remarks>Source: 42 CFR 433.51(c) (federal funds are not the state's share); 2 CFR 200.403(f).</remarks>
public static class FederallyFunded
{
    public const string Code = "PROV_FUNDING";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.NeverBilled && entry.Provider is { } provider && provider.FederallyFundedOn(entry.Date))
        {
            findings.NotBillable(Code, entry, LogField.ProviderNumber, RecordUsed.Of(provider), provider.FederalFrom);
        }
    }
}
