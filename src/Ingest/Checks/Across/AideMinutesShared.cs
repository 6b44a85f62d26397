using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PCS_SPLIT: an aide logged the same minutes for two students.</summary>
/// <remarks>
/// Source: TMHP SHARS handbook, personal care services. Whether the minutes may be shared, in a group for instance, is in the rule pack
/// (<c>aide.sharesMinutes</c>); where they may, OVL_PROVIDER reports those that are no group.
/// </remarks>
public static class AideMinutesShared
{
    public const string Code = "PCS_SPLIT";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || entry.Code is null || entry.Undelivered)
        {
            return; // CODE_MAP, PROV_QUAL or an earlier code reports what cannot be billed at all.
        }

        foreach (var other in context.ProviderMeanwhile(entry))
        {
            if (IsOne(entry, other) && entry.Overlaps(other) && other is { Held: true, Undelivered: false })
            {
                findings.Reject(Code, entry, LogField.Start, RecordUsed.Of(other), other.Service, other.Log.Start, other.Log.End);
                return;
            }
        }
    }

    /// <summary>Whether an overlap of two sessions of one provider is this code's to report.</summary>
    public static bool IsOne(Entry one, Entry other) =>
        !one.Rules.AidesShareMinutes
        && one.ServiceRule is { Kind: ServiceKind.Aide }
        && other.ServiceRule is { Kind: ServiceKind.Aide }
        && one.Log.StudentNumber != other.Log.StudentNumber;
}
