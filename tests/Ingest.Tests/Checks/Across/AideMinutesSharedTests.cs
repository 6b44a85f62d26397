using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class AideMinutesSharedTests
{
    [Theory]
    [InlineData(8, 30, 30, false)]
    [InlineData(8, 30, 31, true)]
    [InlineData(9, 0, 30, true)]
    [InlineData(9, 30, 30, false)]
    public void A_minute_of_an_aide_is_one_students(int hour, int minute, int minutes, bool found) =>
        Assert.Equal(found, BesideAnotherStudent(other => other.At(hour, minute, minutes)).Draws(AideMinutesShared.Check));

    [Fact]
    public void Both_sessions_draw_this_code_and_no_other()
    {
        Assert.Equal([AideMinutesShared.Code], BesideAnotherStudent(other => other.At(9, 15, 30)).AllCodes());
        Assert.Equal([AideMinutesShared.Code], BesideAnotherStudent(other => other.At(8, 45, 30)).AllCodes());
    }

    [Fact]
    public void Where_the_pack_allows_it_the_overlap_is_the_providers()
    {
        var session = BesideAnotherStudent(other => other.At(9, 15, 30), Packs.NewHampshireWith("aide.sharesMinutes", true));

        Assert.Equal([ProviderOverlap.Code], session.AllCodes());
    }

    [Fact]
    public void A_group_that_no_code_bills_is_reported_as_that_alone() =>
        Assert.Equal([NotInCodeMap.Code], Aides.Session().Of("PERSONAL_CARE", SessionMode.Group).Beside(other => other.For("S2")).AllCodes());

    [Fact]
    public void A_session_that_was_not_held_shares_nothing() =>
        Assert.Empty(BesideAnotherStudent(other => other.Log(log => log with { Attendance = "A" })).AllCodes());

    [Fact]
    public void A_therapist_with_two_students_is_OVL_PROVIDERs() =>
        Assert.False(Aides.Session().Of("SPEECH").By("P3").Beside(other => other.For("S2")).Draws(AideMinutesShared.Check));

    private static EntryBuilder BesideAnotherStudent(Func<EntryBuilder, EntryBuilder> change, RulePack? pack = null) =>
        Aides.Session(pack).Beside(other => change(other.For("S2")));
}
