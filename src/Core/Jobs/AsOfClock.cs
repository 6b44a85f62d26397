using System.Globalization;

namespace MedicaidLogs.Core.Jobs;

/// <summary>The system's clock, set back or forth by whole days so that a program starts on a given day: the sample month stays reproducible, and time goes on.</summary>
public sealed class AsOfClock(DateOnly startsOn, TimeProvider system) : TimeProvider
{
    public const string Variable = "MEDLOGS_AS_OF";

    private readonly TimeSpan _shift = TimeSpan.FromDays(
        startsOn.DayNumber - DateOnly.FromDateTime(system.GetUtcNow().UtcDateTime).DayNumber);

    public override DateTimeOffset GetUtcNow() => system.GetUtcNow() + _shift;

    /// <summary>The clock that starts on the day named by <c>MEDLOGS_AS_OF</c> (2026-11-09), else the system's.</summary>
    /// <exception cref="FormatException">The variable is not such a date.</exception>
    public static TimeProvider FromEnvironment() => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => System,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            new AsOfClock(day, System),
        _ => throw new FormatException($"{Variable} must be a date such as 2026-11-09."),
    };
}
