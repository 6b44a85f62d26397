using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Ingest.Minutes;

public enum MinuteStatus
{
    /// <summary>Nothing is mandated, or it cannot be told how much.</summary>
    NoTarget,
    OnTrack,
    AtRisk,
    Concern,
}

/// <summary>The minutes of a grid row in a stretch of time. Those of two stretches add up to those of both. See docs/minutes.md.</summary>
public readonly record struct MinuteTotals
{
    /// <summary>Exact; zero where the row gives no target.</summary>
    public ExactSum Mandated { get; init; }

    /// <summary>Of sessions with the verdict "delivered", make-ups apart.</summary>
    public long Delivered { get; init; }

    public long MissedByStudent { get; init; }

    public long MissedByProvider { get; init; }

    public long MissedBySystem { get; init; }

    /// <summary>Missed here and made up since, on whatever day.</summary>
    public long MadeUp { get; init; }

    /// <summary>Missed, to be made up, and not made up yet.</summary>
    public long Owed { get; init; }

    /// <summary>Missed though the service was offered, and not made up.</summary>
    public long Offered { get; init; }

    /// <summary>Logged as given, and kept from counting by a finding that someone must settle.</summary>
    public long HeldBack { get; init; }

    public long Missed => MissedByStudent + MissedByProvider + MissedBySystem;

    /// <summary>Sessions that were to be held, as far as they were logged.</summary>
    public long Scheduled => Delivered + Missed;

    /// <summary>What the student got of what this stretch of time mandates.</summary>
    public long Given => Delivered + MadeUp;

    /// <summary>Missed, not owed and not made up.</summary>
    public long NotOwed => Missed - MadeUp - Owed;

    /// <summary>Mandated, and nobody logged a session for it, held or missed.</summary>
    public ExactSum Unlogged => ExactSum.Max(Mandated - Scheduled, 0);

    /// <summary>Scheduled beyond the mandate.</summary>
    public ExactSum Beyond => ExactSum.Max(Scheduled - Mandated, 0);

    public static MinuteTotals operator +(MinuteTotals left, MinuteTotals right) => new()
    {
        Mandated = left.Mandated + right.Mandated,
        Delivered = left.Delivered + right.Delivered,
        MissedByStudent = left.MissedByStudent + right.MissedByStudent,
        MissedByProvider = left.MissedByProvider + right.MissedByProvider,
        MissedBySystem = left.MissedBySystem + right.MissedBySystem,
        MadeUp = left.MadeUp + right.MadeUp,
        Owed = left.Owed + right.Owed,
        Offered = left.Offered + right.Offered,
        HeldBack = left.HeldBack + right.HeldBack,
    };

    public MinuteStatus StatusUnder(PackRules rules) => StatusOf(Given, Mandated, rules);

    internal static MinuteStatus StatusOf(ExactSum given, ExactSum mandated, PackRules rules) =>
        mandated <= 0 ? MinuteStatus.NoTarget
        : given.IsAtLeast(rules.OnTrackPercent, mandated) ? MinuteStatus.OnTrack
        : given.IsAtLeast(rules.AtRiskPercent, mandated) ? MinuteStatus.AtRisk
        : MinuteStatus.Concern;
}
