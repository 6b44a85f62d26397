namespace MedicaidLogs.Ingest.Signatures;

/// <summary>A session as the person who signs it saw it.</summary>
public readonly record struct SessionToSign(long EntryId, int Version);

/// <summary>What came of an attempt to sign: all of the sessions were signed, or none.</summary>
public abstract record SigningOutcome
{
    private SigningOutcome()
    {
    }

    /// <param name="EntryIds">What was signed.</param>
    /// <param name="SiblingsChanged">Other entries whose verdict changed with it.</param>
    public sealed record Done(IReadOnlyList<long> EntryIds, IReadOnlyList<long> SiblingsChanged) : SigningOutcome;

    /// <summary>Some sessions cannot be signed; nothing was written.</summary>
    public sealed record Refused(IReadOnlyDictionary<long, SigningRefusal> Reasons) : SigningOutcome;

    /// <summary>The statement is no longer the one that the person read; nothing was written.</summary>
    public sealed record OtherStatement : SigningOutcome;
}

/// <summary>Why a session cannot be signed.</summary>
public enum SigningRefusal
{
    /// <summary>It does not wait for this person: it is signed already, is not theirs, or is not there.</summary>
    NotWaiting,

    /// <summary>It was changed since the person read it.</summary>
    Changed,

    /// <summary>It has not ended yet.</summary>
    NotOver,

    /// <summary>Its month is closed or its claim is built.</summary>
    Frozen,

    /// <summary>The supervisor held none of the credentials that may co-sign, on the session's day.</summary>
    NotQualified,
}
