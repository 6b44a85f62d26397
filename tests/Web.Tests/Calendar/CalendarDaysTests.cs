using System.Globalization;
using MedicaidLogs.Web.Calendar;

namespace MedicaidLogs.Web.Tests.Calendar;

public sealed class CalendarDaysTests
{
    private static readonly DateOnly _october = new(2026, 10, 1);
    private static readonly DateOnly _today = new(2026, 11, 9);

    [Theory]
    [InlineData(null, "2026-09-28", "2026-11-01")] // whole weeks
    [InlineData("no such view", "2026-09-28", "2026-11-01")]
    [InlineData("list", "2026-10-01", "2026-10-31")]
    [InlineData("week", "2026-09-28", "2026-10-04")] // of the month's first day, since today is of another
    [InlineData("day", "2026-10-01", "2026-10-01")]
    public void A_view_shows_its_days(string? view, string from, string to)
    {
        var days = CalendarDays.Of(view, _october, asked: null, _today);

        Assert.Equal((DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact(to, "yyyy-MM-dd", CultureInfo.InvariantCulture)), (days.From, days.To));
    }

    [Fact]
    public void Days_of_the_weeks_at_both_ends_are_beside_the_month()
    {
        var days = CalendarDays.Of("month", _october, asked: null, _today);

        Assert.Equal(4, days.All.Count(days.IsBeside));
    }

    [Fact]
    public void The_week_before_the_first_leads_into_the_month_before()
    {
        var days = CalendarDays.Of("week", _october, new(2026, 10, 1), _today);

        Assert.Equal("/provider?month=2026-09&view=week&day=2026-09-21", days.Before);
        Assert.Equal("/provider?month=2026-10&view=week&day=2026-10-05", days.After);
    }

    [Fact]
    public void In_the_month_of_today_the_day_is_today() =>
        Assert.Equal(_today, CalendarDays.Of("day", new(2026, 11, 1), asked: null, _today).Day);
}
