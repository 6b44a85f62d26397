using System.Globalization;
using MedicaidLogs.Worker.Schedule;

namespace MedicaidLogs.Worker.Tests.Schedule;

public sealed class NightlyDistrictTests
{
    [Theory]
    [InlineData("2026-11-09T17:00Z", null, "2026-11-09")] // never done
    [InlineData("2026-11-09T06:59Z", "2026-11-08T07:00Z", null)] // 1:59 AM in New York: last night was done
    [InlineData("2026-11-09T07:00Z", "2026-11-08T07:00Z", "2026-11-09")] // 2:00 AM
    [InlineData("2026-11-09T17:00Z", "2026-11-09T07:00Z", null)]
    [InlineData("2026-11-01T06:30Z", "2026-10-31T06:00Z", null)] // 1:30 AM for the second time: clocks went back
    [InlineData("2026-11-01T07:00Z", "2026-10-31T06:00Z", "2026-11-01")]
    [InlineData("2026-03-08T07:00Z", "2026-03-07T07:00Z", "2026-03-08")] // 3:00 AM: there is no 2:00
    public void A_night_is_due_once_from_the_hour_of_the_districts_clock(string now, string? last, string? night)
    {
        var district = new NightlyDistrict(1, "America/New_York", last is null ? null : Instant(last).UtcDateTime);

        Assert.Equal(night, district.DueAt(Instant(now), new(2, 0))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T07:00Z")] // 2:30 is skipped: 3:00
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T07:30Z")] // 1:00 to 1:59 came twice before
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-29T01:00Z")] // skipped there too: 3:00
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25T00:30Z")] // 2:30 comes twice: the first
    [InlineData("America/Phoenix", "2026-03-08", "2026-03-08T09:30Z")] // no summer time
    public void Half_past_two_comes_once_on_the_days_on_which_clocks_change(string zone, string night, string expected)
    {
        var fired = new List<(DateTimeOffset At, DateOnly Night)>();
        var from = Instant(night + "T00:00Z").AddHours(-12);
        var last = from;
        for (var now = from; now < from.AddHours(48); now = now.AddMinutes(1))
        {
            if (new NightlyDistrict(1, zone, last.UtcDateTime).DueAt(now, new(2, 30)) is { } due)
            {
                fired.Add((now, due));
                last = now;
            }
        }

        var day = DateOnly.ParseExact(night, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal((Instant(expected), day), Assert.Single(fired, run => run.Night == day));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
