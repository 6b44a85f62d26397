using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class StudentOverlapTests
{
    [Theory]
    [InlineData(8, 30, 30, false)]
    [InlineData(8, 30, 31, true)]
    [InlineData(9, 5, 10, true)]
    [InlineData(9, 29, 30, true)]
    [InlineData(9, 30, 30, false)]
    public void Sessions_from_nine_to_half_past_overlap_when_they_share_a_minute(int hour, int minute, int minutes, bool found) =>
        Assert.Equal(found, An.Entry().Beside(other => other.At(hour, minute, minutes)).Draws(StudentOverlap.Check));

    [Fact]
    public void Both_sessions_draw_this_code_and_no_other()
    {
        Assert.Equal([StudentOverlap.Code], An.Entry().Beside(other => other.At(9, 15, 30)).AllCodes());
        Assert.Equal([StudentOverlap.Code], An.Entry().At(9, 15, 30).Beside(other => other.At(9, 0, 30)).AllCodes());
    }

    [Theory]
    [InlineData("A")] // absent
    [InlineData("P", SessionMode.Consult)] // a consultation
    [InlineData("P", SessionMode.Individual, "")] // not signed
    public void Only_what_would_be_billed_twice_overlaps(string attendance, SessionMode mode = SessionMode.Individual, string signedBy = "P1") =>
        Assert.DoesNotContain(StudentOverlap.Code, An.Entry()
            .Beside(other => other.At(9, 15, 30).Log(log => log with { Attendance = attendance, Mode = mode, SignedBy = signedBy }))
            .AllCodes());

    [Fact]
    public void A_ride_may_overlap_what_happens_on_it() =>
        Assert.False(An.Entry().Beside(ride => ride.Of("TRANSPORT").At(9, 0, 30)).Draws(StudentOverlap.Check));

    [Fact]
    public void A_repeated_row_is_a_duplicate_and_no_overlap()
    {
        Assert.False(An.Entry().Id(2).Beside(first => first.Id(1)).Draws(StudentOverlap.Check));
        Assert.False(An.Entry().Beside(repeat => repeat).Draws(StudentOverlap.Check));
    }

    [Fact]
    public void Times_that_make_no_session_overlap_nothing() =>
        Assert.False(An.Entry().Beside(other => other.Log(log => log with { Start = new TimeOnly(9, 15), End = null })).Draws(StudentOverlap.Check));

    [Fact]
    public void Another_student_is_none_of_its_business() =>
        Assert.False(An.Entry().Beside(other => other.For("S2").At(9, 15, 30)).Draws(StudentOverlap.Check));
}
