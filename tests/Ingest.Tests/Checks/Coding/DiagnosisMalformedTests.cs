using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class DiagnosisMalformedTests
{
    [Theory, InlineData("F802", false), InlineData("F80.2", false), InlineData("31531", true), InlineData("F8", true)]
    public void A_diagnosis_is_an_icd_10_code(string diagnosis, bool found) =>
        Assert.Equal(found, Ordered(diagnosis).Draws(DiagnosisMalformed.Check));

    [Fact]
    public void Each_of_them_is_looked_at() =>
        Assert.Equal(["stutter"], Ordered("F802", "stutter").FindingOf(DiagnosisMalformed.Check)!.Saw);

    [Fact]
    public void Another_form_draws_this_code_and_no_other() =>
        Assert.Equal([DiagnosisMalformed.Code], Ordered("31531").AllCodes());

    [Fact]
    public void Those_of_the_plan_count_where_the_order_names_none()
    {
        Assert.True(Ordered().WithGridRow(row => row with { Diagnoses = ["31531"] }).Draws(DiagnosisMalformed.Check));
        Assert.False(Ordered("F802").WithGridRow(row => row with { Diagnoses = ["31531"] }).Draws(DiagnosisMalformed.Check));
    }

    private static EntryBuilder Ordered(params string[] diagnoses) =>
        An.Entry().WithOrder(order => order with { Diagnoses = diagnoses });
}
