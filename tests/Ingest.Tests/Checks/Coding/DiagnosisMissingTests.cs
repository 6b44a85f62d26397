using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class DiagnosisMissingTests
{
    [Theory, InlineData("F802", "F802", false), InlineData("F802", "", false), InlineData("", "F802", false), InlineData("", "", true)]
    public void The_order_or_the_plan_names_one(string ordered, string planned, bool found) =>
        Assert.Equal(found, With(ordered, planned).Draws(DiagnosisMissing.Check));

    [Fact]
    public void None_at_all_draws_this_code_and_no_other() =>
        Assert.Equal([DiagnosisMissing.Code], With("", "").AllCodes());

    [Fact]
    public void A_missing_order_or_row_is_reported_as_such()
    {
        Assert.False(With("", "").WithStudent(student => student with { Orders = [] }).Draws(DiagnosisMissing.Check));
        Assert.False(With("", "").WithPlan(plan => plan with { Rows = [] }).Draws(DiagnosisMissing.Check));
        Assert.False(An.Entry().For("nobody").Draws(DiagnosisMissing.Check));
    }

    private static EntryBuilder With(string ordered, string planned) => An.Entry()
        .WithOrder(order => order with { Diagnoses = ordered.Length == 0 ? [] : [ordered] })
        .WithGridRow(row => row with { Diagnoses = planned.Length == 0 ? [] : [planned] });
}
