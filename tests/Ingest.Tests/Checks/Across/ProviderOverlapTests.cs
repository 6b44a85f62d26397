using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ProviderOverlapTests
{
    [Theory]
    [InlineData(8, 30, 30, false)]
    [InlineData(8, 30, 31, true)]
    [InlineData(9, 0, 30, true)]
    [InlineData(9, 29, 30, true)]
    [InlineData(9, 30, 30, false)]
    public void A_provider_from_nine_to_half_past_is_with_nobody_else(int hour, int minute, int minutes, bool found) =>
        Assert.Equal(found, BesideAnotherStudent(other => other.At(hour, minute, minutes)).Draws(ProviderOverlap.Check));

    [Fact]
    public void Both_sessions_draw_this_code_and_no_other()
    {
        Assert.Equal([ProviderOverlap.Code], BesideAnotherStudent(other => other.At(9, 15, 30)).AllCodes());
        Assert.Equal([ProviderOverlap.Code], BesideAnotherStudent(other => other.At(8, 45, 30)).AllCodes());
    }

    [Fact]
    public void A_group_is_one_session() =>
        Assert.False(BesideAnotherStudent(other => other).Of("SPEECH", SessionMode.Group).Draws(ProviderOverlap.Check)
            && BesideAnotherStudent(other => other.Of("SPEECH", SessionMode.Group)).Of("SPEECH", SessionMode.Group).Draws(ProviderOverlap.Check));

    [Fact]
    public void Two_groups_at_once_are_two_sessions() =>
        Assert.True(An.Entry().In(TwoStudents()).Of("SPEECH", SessionMode.Group).Log(log => log with { GroupKey = "A" })
            .Beside(other => other.For("S2").Log(log => log with { GroupKey = "B" }))
            .Draws(ProviderOverlap.Check));

    [Fact]
    public void Two_sessions_of_one_student_are_the_students_overlap() =>
        Assert.False(An.Entry().Beside(other => other.At(9, 15, 30)).Draws(ProviderOverlap.Check));

    [Fact]
    public void A_bus_carries_several_students() =>
        Assert.False(An.Entry().In(TwoStudents()).Of("TRANSPORT").Beside(other => other.For("S2").At(9, 10, 30)).Draws(ProviderOverlap.Check));

    [Fact]
    public void A_consultation_takes_the_provider_too_and_has_itself_no_claim_to_block()
    {
        Assert.True(BesideAnotherStudent(other => other.Of("SPEECH", SessionMode.Consult)).Draws(ProviderOverlap.Check));
        Assert.False(An.Entry().In(TwoStudents()).Of("SPEECH", SessionMode.Consult)
            .Beside(other => other.For("S2").Of("SPEECH"))
            .Draws(ProviderOverlap.Check));
    }

    [Theory, InlineData("S2", "A"), InlineData("nobody", "P")]
    public void A_session_that_was_not_held_or_is_of_an_unknown_student_takes_no_time(string student, string attendance) =>
        Assert.Empty(BesideAnotherStudent(other => other.For(student).Log(log => log with { Attendance = attendance })).AllCodes());

    [Fact]
    public void An_unknown_provider_is_nobody_to_be_in_two_places() =>
        Assert.Equal([UnknownProvider.Code], An.Entry().In(TwoStudents()).By("nobody").Beside(other => other.For("S2")).AllCodes());

    private static DistrictBuilder TwoStudents() => new DistrictBuilder().With(DistrictBuilder.Student("S2", 2));

    private static EntryBuilder BesideAnotherStudent(Func<EntryBuilder, EntryBuilder> change) =>
        An.Entry().In(TwoStudents()).Beside(other => change(other.For("S2")));
}
