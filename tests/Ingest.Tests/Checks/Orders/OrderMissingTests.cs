using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class OrderMissingTests
{
    [Fact]
    public void No_order_draws_this_code_and_no_other() =>
        Assert.Equal([OrderMissing.Code], An.Entry().WithStudent(student => student with { Orders = [] }).AllCodes());

    [Fact]
    public void An_order_for_another_service_does_not_help() =>
        Assert.Equal([OrderMissing.Code], An.Entry().WithOrder(order => order with { Service = "OT" }).AllCodes());

    [Fact]
    public void Nobody_orders_what_the_plan_does_not_have() =>
        Assert.Equal([ServiceNotInPlan.Code], An.Entry()
            .WithStudent(student => student with { Orders = [] }).WithGridRow(row => row with { Service = "OT" }).AllCodes());

    [Fact]
    public void An_order_of_a_later_day_is_no_missing_one() =>
        Assert.False(An.Entry().WithOrder(order => order with { OrderedOn = new DateOnly(2026, 10, 7) }).Draws(OrderMissing.Check));

    [Theory, InlineData("TRANSPORT"), InlineData("MEETING"), InlineData("no such service")]
    public void What_needs_no_order_is_not_asked_for_one(string service) =>
        Assert.False(An.Entry().Of(service).WithStudent(student => student with { Orders = [] }).Draws(OrderMissing.Check));

    [Fact]
    public void An_unknown_student_is_not_asked_for_an_order() =>
        Assert.False(An.Entry().For("nobody").Draws(OrderMissing.Check));
}
