using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>What was logged of one student's session: a row of a logs file, or of the pages. See docs/file-formats.md, "logs".</summary>
/// <remarks>Immutable: a correction is another SessionLog in a new version of the entry. Empty text means that nothing was given.</remarks>
public sealed record SessionLog
{
    public required string StudentNumber { get; init; }

    public required string ProviderNumber { get; init; }

    /// <summary>A service of the rule pack, as logged; it may be one that the pack does not know.</summary>
    public required string Service { get; init; }

    public required SessionMode Mode { get; init; }

    public required DateOnly Date { get; init; }

    public TimeOnly? Start { get; init; }

    public TimeOnly? End { get; init; }

    /// <summary>Minutes within the session in which the student was away, 0 to 1440.</summary>
    public int MinutesAway { get; init; }

    /// <summary>An attendance code of the rule pack, as logged.</summary>
    public required string Attendance { get; init; }

    public string GroupKey { get; init; } = "";

    /// <summary>The word for the place: school, home, community, office.</summary>
    public string Place { get; init; } = "";

    public bool Telehealth { get; init; }

    public DateOnly? MakeupFor { get; init; }

    public string Objective { get; init; } = "";

    public string Activity { get; init; } = "";

    public string Progress { get; init; } = "";

    public string Note { get; init; } = "";

    public string Vehicle { get; init; } = "";

    /// <summary>Who signed, as the source states it.</summary>
    public string SignedBy { get; init; } = "";

    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The co-signer's provider number.</summary>
    public string CosignedBy { get; init; } = "";

    public DateTimeOffset? CosignedAt { get; init; }

    /// <summary>End − start − away; 0 where a time is missing, negative where the times contradict each other.</summary>
    public int Minutes =>
        Start is { } start && End is { } end
            ? ((int)(end.Ticks / TimeSpan.TicksPerMinute)) - ((int)(start.Ticks / TimeSpan.TicksPerMinute)) - MinutesAway
            : 0;

    /// <summary>Whether the two say the same in all that a provider attests: everything but the office's own keys (group, place, make-up reference) and the signatures.</summary>
    public bool AttestsTheSameAs(SessionLog other) => Attested == other.Attested;

    /// <summary>What a provider attests: the office's own keys and the signatures cleared.</summary>
    internal SessionLog Attested => this with
    {
        GroupKey = "",
        Place = "",
        MakeupFor = null,
        SignedBy = "",
        SignedAt = null,
        CosignedBy = "",
        CosignedAt = null,
    };
}
