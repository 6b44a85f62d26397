using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class OrdererOutOfScopeTests
{
    [Theory]
    [InlineData("208000000X", false)] // pediatrician
    [InlineData("363LP0200X", false)] // nurse practitioner
    [InlineData("363lp0200x", false)]
    [InlineData("225100000X", true)] // physical therapist
    [InlineData("2", true)]
    [InlineData("", false)] // the order does not say
    public void The_kind_of_practitioner_may_order_the_service(string taxonomy, bool found) =>
        Assert.Equal(found, OrderedBy(taxonomy).Draws(OrdererOutOfScope.Check));

    [Theory, InlineData("SPEECH", true), InlineData("COUNSELING", false)]
    public void What_a_psychologist_may_order_depends_on_the_service(string service, bool found) =>
        Assert.Equal(found, An.Entry().Of(service).OnGridRow("30 min 2x/week", service)
            .WithOrder(order => order with { OrderingTaxonomy = "103TC2200X" }).Draws(OrdererOutOfScope.Check));

    [Fact]
    public void A_service_that_needs_no_order_has_no_orderer() =>
        Assert.False(An.Entry().Of("TRANSPORT").OnGridRow("daily", "TRANSPORT")
            .WithOrder(order => order with { OrderingTaxonomy = "225100000X" }).Draws(OrdererOutOfScope.Check));

    [Fact]
    public void It_warns_shows_the_code_and_the_service_and_nothing_else_is_said()
    {
        var finding = OrderedBy("225100000X").FindingOf(OrdererOutOfScope.Check)!;

        Assert.Equal((Severity.Warn, "service_order"), (finding.Severity, finding.RecordKind));
        Assert.Equal(["225100000X", "SPEECH"], finding.Saw);
        Assert.Equal([OrdererOutOfScope.Code], OrderedBy("225100000X").AllCodes());
    }

    [Fact]
    public void An_order_that_has_run_out_is_not_asked_who_gave_it() =>
        Assert.Equal([OrderNotInForce.Code], An.Entry()
            .WithOrder(order => order with { OrderedOn = new DateOnly(2025, 9, 1), OrderingTaxonomy = "225100000X" }).AllCodes());

    private static EntryBuilder OrderedBy(string taxonomy) => An.Entry().WithOrder(order => order with { OrderingTaxonomy = taxonomy });
}
