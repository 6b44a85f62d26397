namespace MedicaidLogs.Ingest.Corrections;

/// <summary>What a person decides about an entry beside correcting it (docs/decisions.md). Why is in the change's reason.</summary>
public abstract record EntryDecision
{
    /// <summary>Longest reason, comment or answer, in characters.</summary>
    public const int MostReasonCharacters = 1_000;

    private EntryDecision()
    {
    }

    /// <summary>The word of <c>intake.entry_decision.kind</c>.</summary>
    public string Kind => this switch
    {
        ReturnToProvider => ReturnKind,
        NotBillable => NotBillableKind,
        Override => OverrideKind,
        MergeInto => DuplicateKind,
        _ => TakeBackKind,
    };

    public const string ReturnKind = "return";
    public const string NotBillableKind = "not-billable";
    public const string OverrideKind = "override";
    public const string DuplicateKind = "duplicate";

    /// <summary>No kind of a decision: how one ends.</summary>
    public const string TakeBackKind = "taken-back";

    /// <summary>Back to its provider; the reason is the comment that the provider reads.</summary>
    public sealed record ReturnToProvider : EntryDecision;

    /// <summary>Final for Medicaid; it still counts as delivered.</summary>
    public sealed record NotBillable : EntryDecision;

    /// <summary>Findings of one code do not count, where the rule pack allows that.</summary>
    /// <param name="Until">The last day on which it holds.</param>
    public sealed record Override(string Code, DateOnly Until) : EntryDecision;

    /// <summary>Another entry is the same session; this one counts nowhere.</summary>
    public sealed record MergeInto(long OriginalId) : EntryDecision;

    /// <summary>Ends a decision that is in force.</summary>
    public sealed record TakeBack(long DecisionId) : EntryDecision;
}

/// <summary>An entry as a person had it before them.</summary>
public readonly record struct EntrySeen(long EntryId, int Version);
