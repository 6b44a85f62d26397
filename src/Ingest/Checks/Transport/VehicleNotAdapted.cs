using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>TRN_VEHICLE: the vehicle of the ride is not an adapted one, or is not named.</summary>
/// <remarks>Source: NH He-W 589.04; the vehicles are in the rule pack (<c>transport.adaptedVehicles</c>).</remarks>
public static class VehicleNotAdapted
{
    public const string Code = "TRN_VEHICLE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.IsTransport || entry.NeverBilled || Array.IndexOf(entry.Rules.AdaptedVehicles, entry.Log.Vehicle) >= 0)
        {
            return;
        }

        // A vehicle that is not named can be filled in; one that is not adapted cannot be helped.
        var severity = entry.Log.Vehicle.Length == 0 ? Severity.Reject : Severity.NotBillable;
        findings.Add(severity, Code, entry, LogField.Vehicle, RecordUsed.None, entry.Log.Vehicle, string.Join(", ", entry.Rules.AdaptedVehicles));
    }
}
