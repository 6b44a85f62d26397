using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_LOCATION: the session was somewhere else than the plan says.</summary>
/// <remarks>Source: 34 CFR 300.320(a)(7): the location of each service. Telehealth has no place to compare.</remarks>
public static class OtherPlaceThanPlan
{
    public const string Code = "IEP_LOCATION";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.GridRow is not { Location.Length: > 0 } row || entry.NeverBilled || entry.Log.Telehealth
            || !entry.Rules.Places.ContainsKey(entry.Log.Place))
        {
            return; // Nothing to compare; what is missing, IEP_ACTIVE, IEP_SERVICE, LOG_FIELDS or POS_VALID reports.
        }

        if (row.Location != entry.Log.Place)
        {
            findings.Warn(Code, entry, LogField.Place, RecordUsed.Of(row), entry.Log.Place, row.Location);
        }
    }
}
