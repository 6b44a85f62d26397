using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class WallClockTests
{
    [Theory]
    [InlineData("America/New_York"), InlineData("America/Denver"), InlineData("Pacific/Honolulu"), InlineData("Australia/Lord_Howe")]
    public void Shows_what_the_zone_says_at_every_quarter_of_an_hour_of_a_year(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var clock = new WallClock(zone);
        var first = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        for (var quarter = 0; quarter < 366 * 24 * 4; quarter++)
        {
            var instant = first.AddMinutes(15 * quarter);
            Assert.Equal(TimeZoneInfo.ConvertTime(instant, zone).DateTime, clock.At(instant));
        }
    }
}
