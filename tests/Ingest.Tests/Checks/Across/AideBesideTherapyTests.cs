using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class AideBesideTherapyTests
{
    [Theory]
    [InlineData(8, 30, 30, false)]
    [InlineData(8, 30, 31, true)]
    [InlineData(9, 0, 30, true)]
    [InlineData(9, 29, 30, true)]
    [InlineData(9, 30, 30, false)]
    public void An_aide_has_no_minute_of_a_therapy(int hour, int minute, int minutes, bool found) =>
        Assert.Equal(found, Aides.Session().Beside(other => other.Of("SPEECH").By("P3").At(hour, minute, minutes)).Draws(AideBesideTherapy.Check));

    [Fact]
    public void Nursing_is_meant_too() => Assert.True(Aides.Session().Beside(other => other.Of("NURSING").By("P2")).Draws(AideBesideTherapy.Check));

    [Fact]
    public void The_aides_session_is_rejected_by_this_code_alone_and_names_the_therapy()
    {
        var session = Aides.Session().Beside(other => other.Of("SPEECH").By("P3").At(9, 15, 30));

        Assert.Equal([AideBesideTherapy.Code], session.AllCodes());
        Assert.Equal(("entry", 2L), (session.FindingOf(AideBesideTherapy.Check)!.RecordKind, session.FindingOf(AideBesideTherapy.Check)!.RecordId));
    }

    [Fact]
    public void The_therapy_stands() =>
        Assert.Empty(Aides.Session().Of("SPEECH").By("P3").Beside(other => other.Of("PERSONAL_CARE").By("P1")).AllCodes());

    [Fact]
    public void A_therapy_that_was_not_held_or_is_another_students_takes_no_minute()
    {
        Assert.Empty(Aides.Session().Beside(other => other.Of("SPEECH").By("P3").Log(log => log with { Attendance = "A" })).AllCodes());
        Assert.Empty(Aides.Session().Beside(other => other.For("S2").Of("SPEECH").By("P3")).AllCodes());
    }

    [Fact]
    public void Two_aides_at_once_are_the_students_overlap() =>
        Assert.Equal([StudentOverlap.Code], Aides.Session().Beside(other => other.By("P4").At(9, 15, 30)).AllCodes());
}
