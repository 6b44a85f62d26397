using MedicaidLogs.Web.Months;

namespace MedicaidLogs.Web.Tests.Months;

public sealed class KnownMonthsTests
{
    private static readonly DateOnly November = new(2026, 11, 1);
    private static readonly DateOnly October = new(2026, 10, 1);

    [Fact]
    public void An_office_works_on_the_last_month_that_is_over() =>
        Assert.Equal(October, KnownMonths.Usual([November, October, new(2026, 9, 1)], new(2026, 11, 9)));

    [Fact]
    public void In_the_first_month_of_all_it_works_on_that_one() =>
        Assert.Equal(November, KnownMonths.Usual([November], new(2026, 11, 9)));

    [Fact]
    public void Without_entries_it_is_this_month() =>
        Assert.Equal(November, KnownMonths.Usual([], new(2026, 11, 9)));
}
