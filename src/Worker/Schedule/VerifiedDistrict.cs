using MedicaidLogs.Worker.Jobs;

namespace MedicaidLogs.Worker.Schedule;

/// <summary>A district, and when its books were last looked at.</summary>
/// <param name="LastAt">Null: never.</param>
public sealed record VerifiedDistrict(int DistrictId, string TimeZone, DateTime? LastAt)
{
    /// <summary>When nobody works, by the district's own clock.</summary>
    private static readonly TimeOnly _hour = new(2, 0);

    /// <summary>The last night's look, where it was not done yet; null where it was.</summary>
    public VerifyBooks? DueAt(DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var night = DateOnly.FromDateTime(local).AddDays(TimeOnly.FromDateTime(local) < _hour ? -1 : 0);
        return LastAt is { } last && TimeZoneInfo.ConvertTime(new DateTimeOffset(last), zone).DateTime >= night.ToDateTime(_hour)
            ? null
            : new(DistrictId, night);
    }
}
