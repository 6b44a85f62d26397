using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class OrdererWithoutNpiTests
{
    [Theory]
    [InlineData("1234567893", false)]
    [InlineData("", true)]
    [InlineData("1234567890", true)]
    [InlineData("123456789", true)]
    public void The_order_names_who_gave_it_by_a_valid_npi(string npi, bool found) =>
        Assert.Equal(found, An.Entry().WithOrder(order => order with { OrderingNpi = npi }).Draws(OrdererWithoutNpi.Check));

    [Fact]
    public void A_bad_npi_draws_this_code_and_no_other() =>
        Assert.Equal([OrdererWithoutNpi.Code], An.Entry().WithOrder(order => order with { OrderingNpi = "1234567890" }).AllCodes());

    [Fact]
    public void An_order_that_has_run_out_is_not_asked_who_gave_it() =>
        Assert.Equal([OrderNotInForce.Code], An.Entry()
            .WithOrder(order => order with { OrderedOn = new DateOnly(2025, 9, 1), OrderingNpi = "" })
            .AllCodes());
}
