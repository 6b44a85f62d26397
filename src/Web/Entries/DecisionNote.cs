using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Corrections;

namespace MedicaidLogs.Web.Entries;

/// <summary>What a page says after a decision: "Entry 12 is marked as not billable. 1 other entry changed with it: 14."</summary>
public static class DecisionNote
{
    /// <summary>As many ids as a sentence names.</summary>
    private const int MostNamed = 10;

    public static string Of(long entryId, EntryDecision decision, EntryDecisionOutcome outcome, IReadOnlyList<long> siblings)
    {
        if (outcome is EntryDecisionOutcome.Already)
        {
            return $"Nothing was changed: entry {entryId} stands so already.";
        }

        var what = decision switch
        {
            EntryDecision.ReturnToProvider => "is returned to its provider",
            EntryDecision.NotBillable => "is marked as not billable",
            EntryDecision.Override over => $"counts in spite of “{FindingTexts.Of(over.Code).Title}” until {Show.Date(over.Until)}",
            EntryDecision.MergeInto merge => $"is merged into entry {merge.OriginalId}",
            _ => "stands as if that had not been decided",
        };
        var now = decision is EntryDecision.Override or EntryDecision.TakeBack && outcome is EntryDecisionOutcome.Done { Billable: true } ? " It is billable now." : "";
        return $"Entry {entryId} {what}.{now}{Siblings(siblings)}";
    }

    /// <summary>Empty where none changed.</summary>
    public static string Siblings(IReadOnlyList<long> siblings) => siblings.Count == 0
        ? ""
        : $" {Show.Count(siblings.Count, "other entry", "other entries")} changed with it: "
          + string.Join(", ", siblings.Take(MostNamed).Select(id => id.ToString(CultureInfo.InvariantCulture))) + (siblings.Count > MostNamed ? " and more." : ".");
}
