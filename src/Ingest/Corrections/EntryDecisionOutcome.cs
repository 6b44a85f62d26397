using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>What came of a decision about one entry.</summary>
public abstract record EntryDecisionOutcome
{
    private EntryDecisionOutcome()
    {
    }

    /// <param name="Before">Findings that stood on the entry before.</param>
    /// <param name="After">Findings that stand on it now; the same where the decision asks for no check.</param>
    public sealed record Done(bool Delivered, bool Billable, IReadOnlyList<Finding> Before, IReadOnlyList<Finding> After) : EntryDecisionOutcome;

    /// <summary>It was so already, by this person's second click or by someone else; nothing was written.</summary>
    public sealed record Already : EntryDecisionOutcome;

    /// <summary>Someone else changed the entry in the meantime; nothing was written.</summary>
    public sealed record Stale(int CurrentVersion) : EntryDecisionOutcome;

    /// <summary>The entry's month is closed or its claim is built; nothing was written.</summary>
    /// <param name="Sent">Its claim went out.</param>
    public sealed record Frozen(bool Sent) : EntryDecisionOutcome;

    /// <summary>It cannot be decided so; nothing was written.</summary>
    /// <param name="Why">In words for the person who tried.</param>
    public sealed record Refused(string Why) : EntryDecisionOutcome;

    /// <summary>The district has no such entry.</summary>
    public sealed record NotFound : EntryDecisionOutcome;
}

/// <summary>What came of one decision about one or more entries.</summary>
/// <param name="Outcomes">By entry.</param>
/// <param name="SiblingsChanged">Ids of other entries whose verdict changed with them.</param>
public sealed record DecisionsMade(IReadOnlyDictionary<long, EntryDecisionOutcome> Outcomes, IReadOnlyList<long> SiblingsChanged);
