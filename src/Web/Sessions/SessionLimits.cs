namespace MedicaidLogs.Web.Sessions;

/// <summary>How long a session lasts.</summary>
/// <param name="Idle">Without a request.</param>
/// <param name="Whole">From signing in, whatever happens.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Whole)
{
    /// <summary>Configuration key: minutes, 1 and up.</summary>
    public const string IdleMinutesKey = "Session:IdleMinutes";

    /// <summary>Configuration key: hours, 1 and up.</summary>
    public const string WholeHoursKey = "Session:WholeHours";

    private const int DefaultIdleMinutes = 30;
    private const int DefaultWholeHours = 9;

    public static SessionLimits From(IConfiguration configuration) => new(
        TimeSpan.FromMinutes(Math.Max(1, configuration.GetValue(IdleMinutesKey, DefaultIdleMinutes))),
        TimeSpan.FromHours(Math.Max(1, configuration.GetValue(WholeHoursKey, DefaultWholeHours))));

    /// <summary>When a session ends if nobody asks for anything more.</summary>
    public DateTimeOffset EndOf(DateTimeOffset createdAt, DateTimeOffset lastSeenAt)
    {
        var (idle, whole) = (lastSeenAt + Idle, createdAt + Whole);
        return idle < whole ? idle : whole;
    }
}
