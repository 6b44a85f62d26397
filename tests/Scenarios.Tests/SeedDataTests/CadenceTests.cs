using MedicaidLogs.SeedData;

namespace MedicaidLogs.Scenarios.Tests.SeedDataTests;

public class CadenceTests
{
    private static readonly SchoolYear _year = new(2026);

    [Fact]
    public void The_school_year_has_its_holidays()
    {
        Assert.Equal(new DateOnly(2026, 8, 26), _year.FirstDay);
        Assert.False(_year.IsSchoolDay(new(2026, 10, 12)));
        Assert.False(_year.IsSchoolDay(new(2026, 11, 26)));
        Assert.False(_year.IsSchoolDay(new(2027, 5, 31)));
        Assert.True(_year.IsSchoolDay(new(2026, 10, 13)));
    }

    [Theory]
    [InlineData("2026-10-05", 2)]
    [InlineData("2026-10-12", 1)] // Four school days: 48 of 60 minutes.
    [InlineData("2026-12-28", 0)]
    public void A_short_week_holds_no_more_than_its_share(string monday, int sessions) =>
        Assert.Equal(sessions, Cadence.TwiceWeekly.SessionsByWeek(_year, _year.FirstDay, _year.LastDay)[DateOnly.Parse(monday, System.Globalization.CultureInfo.InvariantCulture)]);

    [Fact]
    public void No_two_weeks_hold_more_than_one_fortnightly_session()
    {
        var weeks = Cadence.EveryTwoWeeks.SessionsByWeek(_year, _year.FirstDay, _year.LastDay);

        Assert.All(weeks, week => Assert.InRange(week.Value + weeks.GetValueOrDefault(week.Key.AddDays(7)), 0, 1));
        Assert.InRange(weeks.Values.Sum(), 10, 20);
    }

    [Fact]
    public void Every_cadence_is_held_in_october()
    {
        Cadence[] all =
        [
            Cadence.TwiceWeekly, Cadence.TwoPerWeek, Cadence.ThricePerWeek, Cadence.HourPerWeek, Cadence.OncePerWeek, Cadence.HalfHourPerWeek, Cadence.HourPerMonth,
            Cadence.YearlyMinutes, Cadence.ThreeInFourWeeks, Cadence.SevenInNineWeeks, Cadence.EveryTwoWeeks, Cadence.Daily, Cadence.SixDayCycle,
        ];

        Assert.All(all, cadence => Assert.Contains(
            cadence.SessionsByWeek(_year, _year.FirstDay, _year.LastDay), week => week.Key.Month == 10 && week.Value > 0));
    }
}
