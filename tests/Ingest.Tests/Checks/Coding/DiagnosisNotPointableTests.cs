using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class DiagnosisNotPointableTests
{
    private static readonly string[] _thirteen =
        ["F802", "F800", "F82", "F840", "G801", "G7101", "Q909", "F902", "F411", "E109", "R478", "R488", "H9193"];

    [Theory, InlineData(1, false), InlineData(4, false), InlineData(5, false), InlineData(12, false), InlineData(13, true)]
    public void A_claim_holds_twelve(int diagnoses, bool found) =>
        Assert.Equal(found, Ordered(_thirteen[..diagnoses]).Draws(DiagnosisNotPointable.Check));

    [Theory, InlineData("W19XXXA", true), InlineData("Y9301", true), InlineData("V00", true), InlineData("Z0389", false), InlineData("U071", false)]
    public void The_first_is_no_external_cause(string first, bool found) =>
        Assert.Equal(found, Ordered(first, "S060X0A").Draws(DiagnosisNotPointable.Check));

    [Fact]
    public void An_external_cause_may_come_after_another() => Assert.False(Ordered("S060X0A", "W19XXXA").Draws(DiagnosisNotPointable.Check));

    [Fact]
    public void It_shows_how_many_there_are_and_the_first()
    {
        Assert.Equal(["2", "W19XXXA"], Ordered("W19XXXA", "S060X0A").FindingOf(DiagnosisNotPointable.Check)!.Saw);
        Assert.Equal([DiagnosisNotPointable.Code], Ordered(_thirteen).AllCodes());
    }

    [Fact]
    public void What_is_no_code_is_another_fault() => Assert.Equal([DiagnosisMalformed.Code], Ordered("WXYZ").AllCodes());

    [Fact]
    public void None_at_all_is_another_fault() =>
        Assert.Equal([DiagnosisMissing.Code], Ordered().WithGridRow(row => row with { Diagnoses = [] }).AllCodes());

    [Fact]
    public void Those_of_the_plan_count_where_the_order_names_none()
    {
        Assert.Equal("grid_row", Ordered().WithGridRow(row => row with { Diagnoses = _thirteen }).FindingOf(DiagnosisNotPointable.Check)!.RecordKind);
        Assert.False(Ordered("F802").WithGridRow(row => row with { Diagnoses = _thirteen }).Draws(DiagnosisNotPointable.Check));
    }

    private static EntryBuilder Ordered(params string[] diagnoses) => An.Entry().WithOrder(order => order with { Diagnoses = diagnoses });
}
