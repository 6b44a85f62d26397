using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>What came of an attempt to correct an entry.</summary>
public abstract record CorrectionOutcome
{
    private CorrectionOutcome()
    {
    }

    /// <param name="Version">The entry's new version.</param>
    /// <param name="Billable">The new verdict.</param>
    /// <param name="Before">Findings that stood on the entry before.</param>
    /// <param name="After">Findings that stand on it now.</param>
    /// <param name="SiblingsChanged">Ids of other entries whose verdict changed with it.</param>
    public sealed record Corrected(
        int Version, bool Delivered, bool Billable, IReadOnlyList<Finding> Before, IReadOnlyList<Finding> After, IReadOnlyList<long> SiblingsChanged)
        : CorrectionOutcome;

    /// <summary>Someone else changed the entry in the meantime; nothing was written.</summary>
    public sealed record Stale(int CurrentVersion) : CorrectionOutcome;

    /// <summary>The entry's month is closed or its claim is built; nothing was written.</summary>
    /// <param name="Sent">Its claim went out: a correction that says so may change it (<see cref="CorrectionOf.SentClaim"/>).</param>
    public sealed record Frozen(bool Sent = false) : CorrectionOutcome;

    /// <summary>Some values cannot be taken; nothing was written.</summary>
    /// <param name="Problems">Per field, what to enter. The key is empty where nothing was changed at all.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Problems) : CorrectionOutcome;

    /// <summary>The district has no such entry.</summary>
    public sealed record NotFound : CorrectionOutcome;
}

/// <summary>What a correction is of, said by the person who makes it.</summary>
public enum CorrectionOf
{
    /// <summary>A session that is not frozen.</summary>
    Open,

    /// <summary>
    /// A session that a claim billed which went out. The claim stays as it was; that it needs a replacement or a void is proposed, and
    /// a person decides (docs/claims.md).
    /// </summary>
    SentClaim,
}
