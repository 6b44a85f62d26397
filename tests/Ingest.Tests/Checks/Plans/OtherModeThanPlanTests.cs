using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class OtherModeThanPlanTests
{
    [Theory]
    [InlineData(SessionMode.Individual, SessionMode.Individual, false)]
    [InlineData(SessionMode.Group, SessionMode.Group, false)]
    [InlineData(SessionMode.Individual, null, false)]
    [InlineData(SessionMode.Group, null, false)]
    [InlineData(SessionMode.Group, SessionMode.Individual, true)]
    [InlineData(SessionMode.Individual, SessionMode.Group, true)]
    [InlineData(SessionMode.Individual, SessionMode.Consult, true)]
    public void A_session_is_as_its_row_says(SessionMode logged, SessionMode? planned, bool found) =>
        Assert.Equal(found, An.Entry().Of("SPEECH", logged).WithGridRow(row => row with { Mode = planned }).Draws(OtherModeThanPlan.Check));

    [Fact]
    public void It_says_what_was_logged_and_what_was_planned()
    {
        var finding = IndividualOnGroupRow().FindingOf(OtherModeThanPlan.Check)!;

        Assert.Equal(["individual", "group"], finding.Saw);
        Assert.Equal(Severity.Reject, finding.Severity); // of the pack
    }

    [Fact]
    public void Of_two_rows_the_one_of_the_same_mode_is_taken() =>
        Assert.Empty(An.Entry()
            .WithPlan(plan => plan with { Rows = [plan.Rows[0] with { GridRowId = 2, Mode = SessionMode.Group }, plan.Rows[0]] })
            .AllCodes());

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([OtherModeThanPlan.Code], IndividualOnGroupRow().AllCodes());

    private static EntryBuilder IndividualOnGroupRow() => An.Entry().WithGridRow(row => row with { Mode = SessionMode.Group });
}
