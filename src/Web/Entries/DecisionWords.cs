using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Corrections;

namespace MedicaidLogs.Web.Entries;

/// <summary>The part that all forms share which decide about an entry.</summary>
/// <param name="Kind">Of <see cref="EntryDecision.Kind"/>.</param>
/// <param name="Id">Of the reason's field.</param>
/// <param name="Typed">The reason as it was typed before the page came back; null for a fresh form.</param>
/// <param name="NextId">The entry that may be gone on to; null where there is none.</param>
public sealed record DecideBox(string Kind, int Version, string Id, string Label, string? Typed, string Button, long? NextId);

/// <summary>Decisions as a page tells them.</summary>
public static class DecisionWords
{
    public static string Of(RecordedDecision decision) => decision.Kind switch
    {
        EntryDecision.ReturnKind => "Returned to the provider",
        EntryDecision.NotBillableKind => "Marked as not billable",
        EntryDecision.DuplicateKind => $"Merged into entry {decision.OfEntryId}",
        _ => $"“{FindingTexts.Of(decision.Code!).Title}” overridden until {Show.Date(decision.Until!.Value)}",
    };

    public static string EndOf(RecordedDecision decision) => decision.EndedAs switch
    {
        "answered" => "The provider answered",
        "ran-out" => "Ran out",
        _ => "Taken back",
    };
}
