namespace MedicaidLogs.Ingest.Entries;

/// <summary>How an entry moves on to its next version.</summary>
public static class Versions
{
    /// <summary>The entry's next version, not in the store yet.</summary>
    /// <remarks>
    /// A signature covers the version that it was given for. It moves along while what it attests stays the same; a change of
    /// attested content without a new signature leaves it behind, which LOG_EDITED reports.
    /// </remarks>
    public static Entry Next(Entry current, SessionLog log)
    {
        var version = current.Version + 1;
        var sameContent = log.AttestsTheSameAs(current.Log);
        return current with
        {
            Version = version,
            Log = log,
            Stored = null,
            ContentVersion = sameContent ? current.ContentVersion : version,
            SignedVersion = log.SignedAt is null ? 0 : log.SignedAt != current.Log.SignedAt ? version : current.SignedVersion,
        };
    }
}
