namespace MedicaidLogs.Worker.Schedule;

/// <summary>A district, and when its work of each night was last done.</summary>
/// <param name="LastAt">Null: never.</param>
/// <remarks>
/// A night has its work once, from the first moment on at which the district's clock shows the hour or more. Where clocks go forward
/// over the hour, that is the moment after the gap; where they go back over it, the first of the two. A night in which no worker ran is
/// made up for in the morning; of several such nights only the last.
/// </remarks>
public sealed record NightlyDistrict(int DistrictId, string TimeZone, DateTime? LastAt)
{
    /// <summary>The last night, where its work was not done yet; null where it was.</summary>
    /// <param name="hour">When in the night, by the district's own clock.</param>
    public DateOnly? DueAt(DateTimeOffset now, TimeOnly hour)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var night = DateOnly.FromDateTime(local).AddDays(TimeOnly.FromDateTime(local) < hour ? -1 : 0);
        return LastAt is { } last && TimeZoneInfo.ConvertTime(new DateTimeOffset(last), zone).DateTime >= night.ToDateTime(hour) ? null : night;
    }
}
