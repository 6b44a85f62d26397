using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>What may be decided about an entry, and the words in which it is refused.</summary>
internal static class DecisionRules
{
    /// <param name="Entry">As it stands.</param>
    /// <param name="Rules">Of its day.</param>
    /// <param name="Open">Its decisions in force.</param>
    /// <param name="Findings">Those that stand on it.</param>
    /// <param name="Original">Of a duplicate: the entry that counts; null where the district has none of that number.</param>
    /// <param name="IsOriginal">Another entry was named its duplicate.</param>
    /// <param name="OriginalIsDuplicate">The original is a duplicate itself.</param>
    /// <param name="Role">Of the person who decides.</param>
    /// <param name="Today">In the district.</param>
    public sealed record Case(
        Entry Entry, PackRules Rules, IReadOnlyCollection<RecordedDecision> Open, IReadOnlyList<Finding> Findings, Entry? Original, bool IsOriginal,
        bool OriginalIsDuplicate, string Role, DateOnly Today);

    /// <returns>Null where it may be decided so.</returns>
    public static EntryDecisionOutcome? RefusalOf(EntryDecision decision, Case of) => decision switch
    {
        EntryDecision.TakeBack take => of.Open.Any(open => open.DecisionId == take.DecisionId) ? null : new EntryDecisionOutcome.Already(),
        EntryDecision.ReturnToProvider when Waits(of) => new EntryDecisionOutcome.Already(),
        EntryDecision.NotBillable when Has(of, EntryDecision.NotBillableKind) => new EntryDecisionOutcome.Already(),
        EntryDecision.MergeInto merge when of.Open.Any(open => open.OfEntryId == merge.OriginalId) => new EntryDecisionOutcome.Already(),
        _ when Has(of, EntryDecision.DuplicateKind) => Refused("It is merged into another entry as its duplicate. Take that back first."),
        _ when Has(of, EntryDecision.NotBillableKind) && decision is not EntryDecision.MergeInto => Refused("It is marked as not billable. Take that back first."),
        EntryDecision.ReturnToProvider => of.Entry.Stored?.ProviderId is null
            ? Refused($"No provider has the number {of.Entry.Log.ProviderNumber}, so nobody would see it. Correct the provider first.")
            : null,
        EntryDecision.NotBillable => null,
        EntryDecision.Override over => OfOverride(over, of),
        EntryDecision.MergeInto => OfMerge(of),
        _ => throw new InvalidOperationException($"A decision of the kind '{decision.Kind}' has no rules."),
    };

    private static EntryDecisionOutcome? OfOverride(EntryDecision.Override over, Case of)
    {
        var finding = of.Findings.FirstOrDefault(finding => finding.Code == over.Code);
        if (finding is null || (finding.Severity == Severity.Warn && finding.FoundAs is null))
        {
            return Refused("There is no such finding on it that blocks anything.");
        }

        if (!of.Rules.OverrideCodes.Contains(over.Code))
        {
            return Refused("The rule pack does not let anyone override this finding: what is wrong must be mended.");
        }

        if (!of.Rules.OverrideRoles.Contains(of.Role))
        {
            return Refused($"The rule pack lets only these roles override it: {string.Join(", ", of.Rules.OverrideRoles)}.");
        }

        var last = of.Today.AddDays(of.Rules.OverrideDays);
        return over.Until < of.Today || over.Until > last
            ? Refused($"Choose a last day from today to {Show.Date(last)}; longer than {of.Rules.OverrideDays} days the rule pack does not allow.")
            : finding.FoundAs is not null && of.Open.Any(open => open.Code == over.Code && open.Until >= over.Until) ? new EntryDecisionOutcome.Already()
            : null;
    }

    private static EntryDecisionOutcome.Refused? OfMerge(Case of) =>
        of.Original is not { } original ? Refused("There is no entry of that number.")
        : original.EntryId == of.Entry.EntryId ? Refused("That is this entry itself.")
        : original.Log.StudentNumber != of.Entry.Log.StudentNumber || original.Date != of.Entry.Date
            ? Refused("A duplicate is of the same student and day; that entry is not.")
        : of.OriginalIsDuplicate ? Refused("That entry is a duplicate itself. Name the one that it was merged into.")
        : of.IsOriginal ? Refused("Another entry was merged into this one. Take that back first.")
        : null;

    private static bool Waits(Case of) =>
        of.Open.Any(open => open.Kind == EntryDecision.ReturnKind && open.EntryVersion == of.Entry.Version);

    private static bool Has(Case of, string kind) => of.Open.Any(open => open.Kind == kind);

    private static EntryDecisionOutcome.Refused Refused(string why) => new(why);
}
