using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class OrderMissingTests
{
    [Fact]
    public void No_order_draws_this_code_and_no_other()
    {
        var (entry, context) = An.Entry().WithStudent(student => student with { Orders = [] }).Build();

        Assert.Equal([OrderMissing.Code], An.AllCodes(entry, context));
    }

    [Fact]
    public void An_order_for_another_service_does_not_help()
    {
        var (entry, context) = An.Entry().WithOrder(order => order with { Service = "OT" }).Build();

        Assert.Equal([OrderMissing.Code], An.AllCodes(entry, context));
    }

    [Fact]
    public void An_order_of_a_later_day_is_no_missing_one()
    {
        var (entry, context) = An.Entry().WithOrder(order => order with { OrderedOn = new DateOnly(2026, 10, 7) }).Build();

        Assert.Empty(An.CodesFrom(OrderMissing.Check, entry, context));
    }

    [Theory, InlineData("TRANSPORT"), InlineData("MEETING"), InlineData("no such service")]
    public void What_needs_no_order_is_not_asked_for_one(string service)
    {
        var (entry, context) = An.Entry().Of(service).WithStudent(student => student with { Orders = [] }).Build();

        Assert.Empty(An.CodesFrom(OrderMissing.Check, entry, context));
    }

    [Fact]
    public void An_unknown_student_is_not_asked_for_an_order()
    {
        var (entry, context) = An.Entry().For("nobody").Build();

        Assert.Empty(An.CodesFrom(OrderMissing.Check, entry, context));
    }
}
