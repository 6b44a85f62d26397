using System.Globalization;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>The ledger's words, as reports and docs/minutes.md have them.</summary>
public static class MinuteTexts
{
    public static string Of(MinuteStatus status) => status switch
    {
        MinuteStatus.OnTrack => "on track",
        MinuteStatus.AtRisk => "at risk",
        MinuteStatus.Concern => "concern",
        _ => "no target",
    };

    public static string Of(TargetProblem? problem) => problem switch
    {
        TargetProblem.UnreadableFrequency => "the frequency cannot be read",
        TargetProblem.SessionsWithoutMinutes => "sessions without their minutes",
        TargetProblem.NoCalendar => "no calendar of the school",
        _ => "",
    };

    public static string Of(NotCredited why) => why switch
    {
        NotCredited.NamesNoDay => "names no day",
        NotCredited.BeforeTheMiss => "before the missed day",
        NotCredited.NothingMissed => "nothing missed on that day",
        NotCredited.MinutesUnknown => "minutes of the missed session unknown",
        NotCredited.MadeUpAlready => "made up already",
        _ => "more than was missed",
    };

    public static string Of(MissedBy by) => by switch
    {
        MissedBy.Student => "student",
        MissedBy.Provider => "provider",
        _ => "system",
    };

    public static string Of(BehindCause cause) => cause switch
    {
        BehindCause.NotLogged => "nobody logged a session",
        BehindCause.HeldBack => "logged, but held back",
        BehindCause.Provider => "staff not there",
        BehindCause.System => "school closed or busy",
        _ => "student not there",
    };

    /// <summary>A share of what is mandated, in percent, cut to a tenth: <c>88.8</c>; empty where nothing is mandated.</summary>
    public static string Percent(ExactSum part, ExactSum mandated) =>
        mandated > 0 ? Tenths(part.TenthsOfPercentOf(mandated)) : "";

    internal static string Tenths(long tenths) => (tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture);
}
