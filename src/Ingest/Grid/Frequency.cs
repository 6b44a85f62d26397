using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MedicaidLogs.Ingest.Grid;

/// <summary>The exact amount of service that a grid row mandates per period, read from the text of the plan.</summary>
/// <remarks>
/// An amount is sessions (with or without their minutes) or minutes alone; what the text does not say stays null.
/// Source: 34 CFR 300.320(a)(7), anticipated frequency and duration. Forms read: docs/service-grid.md.
/// </remarks>
public sealed record Frequency
{
    public const int MaxTextLength = 200;
    public const int MaxMinutesPerDay = 1440;
    public const int MaxSessionsPerDay = 24;

    private Frequency()
    {
    }

    /// <summary>Null where the text gives minutes alone.</summary>
    public int? SessionsPerPeriod { get; private init; }

    /// <summary>Null where neither the text nor the row's own column gives it.</summary>
    public int? MinutesPerSession { get; private init; }

    /// <summary>Null where sessions are given without their minutes.</summary>
    public int? MinutesPerPeriod { get; private init; }

    public Period Period { get; private init; }

    /// <summary>The text as it stands in the plan.</summary>
    public required string RawText { get; init; }

    /// <summary>Reads a frequency text. Never guesses: what has no reading, or two, is a problem that names the words.</summary>
    /// <param name="rowMinutesPerSession">The row's own column, which supplies what the text leaves out.</param>
    public static bool TryParse(
        string? text,
        int? rowMinutesPerSession,
        [NotNullWhen(true)] out Frequency? frequency,
        [NotNullWhen(false)] out FrequencyProblem? problem)
    {
        (frequency, problem) = FrequencyGrammar.Read(text, rowMinutesPerSession);
        return frequency is not null;
    }

    /// <exception cref="ArgumentOutOfRangeException">An amount outside the limits of this type.</exception>
    public static Frequency OfSessions(int sessions, int? minutesPerSession, Period period, string rawText) =>
        AreInRange(sessions, minutesPerSession, period)
            ? new()
            {
                SessionsPerPeriod = sessions,
                MinutesPerSession = minutesPerSession,
                MinutesPerPeriod = sessions * minutesPerSession,
                Period = period,
                RawText = rawText,
            }
            : throw new ArgumentOutOfRangeException(nameof(sessions), "Sessions or their minutes are beyond what the period can hold.");

    /// <param name="minutesPerSession">The usual session, where the row's own column gives it; the amount stays in minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An amount outside the limits of this type.</exception>
    public static Frequency OfMinutes(int minutes, int? minutesPerSession, Period period, string rawText) =>
        AreInRange(minutes, period)
            ? new() { MinutesPerSession = minutesPerSession, MinutesPerPeriod = minutes, Period = period, RawText = rawText }
            : throw new ArgumentOutOfRangeException(nameof(minutes), "Minutes are beyond what the period can hold.");

    /// <summary>The amount in the one spelling that we write: <c>2 x 30 min per week</c>, <c>60 min per month</c>, <c>3 per 6-day cycle</c>.</summary>
    public override string ToString() => (SessionsPerPeriod, MinutesPerSession) switch
    {
        ({ } sessions, { } minutes) => string.Create(CultureInfo.InvariantCulture, $"{sessions} x {minutes} min per {Period}"),
        ({ } sessions, null) => string.Create(CultureInfo.InvariantCulture, $"{sessions} per {Period}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{MinutesPerPeriod} min per {Period}"),
    };

    internal static bool AreInRange(long sessions, long? minutesPerSession, Period period) =>
        sessions >= 1
        && sessions <= MaxSessionsPerDay * period.MaxDays
        && minutesPerSession is null or (>= 1 and <= MaxMinutesPerDay)
        && AreInRange(sessions * (minutesPerSession ?? 1), period);

    internal static bool AreInRange(long minutes, Period period) => minutes >= 1 && minutes <= MaxMinutesPerDay * period.MaxDays;
}
