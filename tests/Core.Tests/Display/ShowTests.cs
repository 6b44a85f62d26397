using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Core.Tests.Display;

public sealed class ShowTests
{
    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(5, "$0.05")]
    [InlineData(123_456_789, "$1,234,567.89")]
    [InlineData(-1_200, "−$12.00")]
    [InlineData(long.MinValue, "−$92,233,720,368,547,758.08")]
    public void Dollars_have_cents_and_thousands(long cents, string shown) => Assert.Equal(shown, Show.Dollars(cents));

    [Theory]
    [InlineData("09:00", "09:30", "9:00–9:30 AM")]
    [InlineData("11:30", "12:15", "11:30 AM–12:15 PM")]
    [InlineData("13:05", null, "from 1:05 PM")]
    [InlineData(null, "13:05", "until 1:05 PM")]
    [InlineData(null, null, "—")]
    public void Times_name_the_half_of_the_day_once(string? start, string? end, string shown) =>
        Assert.Equal(shown, Show.Times(start is null ? null : TimeOnly.Parse(start), end is null ? null : TimeOnly.Parse(end)));

    [Fact]
    public void Dates_are_written_as_in_a_school_office()
    {
        Assert.Equal("Oct 6, 2026", Show.Date(new DateOnly(2026, 10, 6)));
        Assert.Equal("Tue, Oct 6", Show.Weekday(new DateOnly(2026, 10, 6)));
        Assert.Equal("October 2026", Show.Month(new DateOnly(2026, 10, 1)));
    }

    [Fact]
    public void An_instant_is_shown_in_the_districts_zone() => Assert.Equal(
        "Nov 1, 2026, 1:30 AM",
        Show.Instant(new DateTimeOffset(2026, 11, 1, 6, 30, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("America/New_York")));

    [Theory, InlineData(1, "1 entry"), InlineData(0, "0 entries"), InlineData(1_234, "1,234 entries")]
    public void Counts_agree_with_their_noun(long count, string shown) => Assert.Equal(shown, Show.Count(count, "entry", "entries"));

    [Fact]
    public void Units_and_percentages_show_what_they_need()
    {
        Assert.Equal(("2", "1.5", "1,200.125"), (Show.Units(2_000), Show.Units(1_500), Show.Units(1_200_125)));
        Assert.Equal(("97.5%", "0.0%", "100.0%"), (Show.Percent(975), Show.Percent(0), Show.Percent(1_000)));
    }
}
