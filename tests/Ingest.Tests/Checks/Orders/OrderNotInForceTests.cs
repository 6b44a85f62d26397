using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class OrderNotInForceTests
{
    [Theory]
    [InlineData("2025-10-05", null, true)]
    [InlineData("2025-10-06", null, false)]
    [InlineData("2026-10-06", null, false)]
    [InlineData("2026-10-07", null, true)]
    [InlineData("2026-09-01", "2026-10-05", true)]
    [InlineData("2026-09-01", "2026-10-06", false)]
    [InlineData("2025-10-05", "2027-06-30", true)]
    public void An_order_holds_from_its_day_for_a_year_or_until_the_end_that_it_names(string orderedOn, string? endsOn, bool found) =>
        Assert.Equal(found, SessionOnTheSixthWith(Order(orderedOn, endsOn)).Draws(OrderNotInForce.Check));

    [Fact]
    public void A_renewed_order_counts_from_its_own_day()
    {
        var finding = SessionOnTheSixthWith(Order("2025-09-01", null), Order("2026-10-07", null)).FindingOf(OrderNotInForce.Check)!;

        Assert.Equal(["2025-09-01", "2026-09-01", "2026-10-06"], finding.Saw);
    }

    [Fact]
    public void A_short_order_that_has_ended_leaves_the_longer_one_before_it_in_force() =>
        Assert.Empty(SessionOnTheSixthWith(Order("2026-09-20", "2026-09-30"), Order("2026-08-15", null)).AllCodes());

    [Fact]
    public void Of_two_that_hold_the_later_one_is_meant() =>
        Assert.Equal(
            new DateOnly(2026, 9, 20),
            SessionOnTheSixthWith(Order("2026-09-20", null), Order("2026-08-15", null)).Build().Entry.Order!.OrderedOn);

    [Fact]
    public void An_order_of_a_later_day_draws_this_code_and_no_other() =>
        Assert.Equal([OrderNotInForce.Code], SessionOnTheSixthWith(Order("2026-10-07", null)).AllCodes());

    [Fact]
    public void A_missing_order_has_no_dates() =>
        Assert.False(SessionOnTheSixthWith().Draws(OrderNotInForce.Check));

    private static ServiceOrder Order(string orderedOn, string? endsOn) =>
        new(1, "SPEECH", Day.Of(orderedOn), Day.OrNone(endsOn), "1234567893", ["F802"]);

    private static EntryBuilder SessionOnTheSixthWith(params ServiceOrder[] orders) =>
        An.Entry().WithStudent(student => student with { Orders = orders });
}
