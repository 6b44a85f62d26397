using System.Globalization;
using MedicaidLogs.Worker.Schedule;

namespace MedicaidLogs.Worker.Tests.Schedule;

public sealed class VerifiedDistrictTests
{
    [Theory]
    [InlineData("2026-11-09T17:00Z", null, "2026-11-09")] // never looked at
    [InlineData("2026-11-09T06:59Z", "2026-11-08T07:00Z", null)] // 1:59 AM in New York: last night was done
    [InlineData("2026-11-09T07:00Z", "2026-11-08T07:00Z", "2026-11-09")] // 2:00 AM
    [InlineData("2026-11-09T17:00Z", "2026-11-09T07:00Z", null)]
    [InlineData("2026-11-01T06:30Z", "2026-10-31T06:00Z", null)] // 1:30 AM for the second time: clocks went back
    [InlineData("2026-11-01T07:00Z", "2026-10-31T06:00Z", "2026-11-01")]
    [InlineData("2026-03-08T07:00Z", "2026-03-07T07:00Z", "2026-03-08")] // 3:00 AM: there is no 2:00
    public void A_night_is_due_once_from_two_in_the_morning_of_the_districts_clock(string now, string? last, string? night)
    {
        var district = new VerifiedDistrict(1, "America/New_York", last is null ? null : Instant(last).UtcDateTime);

        Assert.Equal(night, district.DueAt(Instant(now))?.Subject);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
