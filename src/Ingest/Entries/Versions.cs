namespace MedicaidLogs.Ingest.Entries;

/// <summary>How an entry moves on to its next version, which is not in the store yet.</summary>
/// <remarks>
/// A signature covers the version that it was given for. It moves along while what it attests stays the same; a change of
/// attested content without a new signature leaves it behind, which LOG_EDITED reports.
/// </remarks>
public static class Versions
{
    /// <summary>After a correction, or with what a source says now. A signature given here outlives what a source says of signatures.</summary>
    public static Entry Next(Entry current, SessionLog log)
    {
        var kept = log with
        {
            SignedBy = current.SignedHere ? current.Log.SignedBy : log.SignedBy,
            SignedAt = current.SignedHere ? current.Log.SignedAt : log.SignedAt,
            CosignedBy = current.CosignedHere ? current.Log.CosignedBy : log.CosignedBy,
            CosignedAt = current.CosignedHere ? current.Log.CosignedAt : log.CosignedAt,
        };
        return Make(current, kept, signedAnew: kept.SignedAt is not null && kept.SignedAt != current.Log.SignedAt);
    }

    /// <summary>Signed here by its provider.</summary>
    /// <param name="by">The printed name.</param>
    public static Entry Signed(Entry current, string by, DateTimeOffset at) =>
        Make(current, current.Log with { SignedBy = by, SignedAt = at }, signedAnew: true) with { SignedHere = true };

    /// <summary>Co-signed here by a supervisor.</summary>
    /// <param name="by">The supervisor's provider number.</param>
    public static Entry Cosigned(Entry current, string by, DateTimeOffset at) =>
        Make(current, current.Log with { CosignedBy = by, CosignedAt = at }, signedAnew: false) with { CosignedHere = true };

    private static Entry Make(Entry current, SessionLog log, bool signedAnew)
    {
        var version = current.Version + 1;
        var contentVersion = log.AttestsTheSameAs(current.Log) ? current.ContentVersion : version;
        var next = current with
        {
            Version = version,
            Log = log,
            Stored = null,
            ContentVersion = contentVersion,
            SignedVersion = log.SignedAt is null ? 0 : signedAnew ? version : current.SignedVersion,
        };
        var otherContentSigned = signedAnew && current.SignedVersion > 0 && contentVersion > current.SignedVersion;
        return otherContentSigned && log.CosignedAt == current.Log.CosignedAt ? WithoutCosignature(next) : next;
    }

    /// <summary>A co-signature is of what was signed then. Where other content is signed, the supervisor reads it again.</summary>
    private static Entry WithoutCosignature(Entry entry) => entry with
    {
        Log = entry.Log with { CosignedBy = "", CosignedAt = null },
        CosignedHere = false,
    };
}
