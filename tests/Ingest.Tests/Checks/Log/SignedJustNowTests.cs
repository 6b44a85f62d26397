using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>The session is signed on 6 October at 16:00; the pack holds it for 24 hours.</summary>
public sealed class SignedJustNowTests
{
    [Theory, InlineData("2026-10-06", true), InlineData("2026-10-07", false), InlineData("2026-11-09", false)]
    public void A_log_is_held_until_the_day_in_which_the_hours_end(string asOf, bool found) =>
        Assert.Equal(found, CheckedOn(asOf, holdHours: 24).Draws(SignedJustNow.Check));

    [Theory, InlineData(31, false), InlineData(32, true)]
    public void The_hours_are_counted_from_the_signature(int holdHours, bool found) =>
        Assert.Equal(found, CheckedOn("2026-10-07", holdHours).Draws(SignedJustNow.Check));

    [Fact]
    public void A_pack_without_a_hold_has_none() =>
        Assert.False(CheckedOn("2026-10-06", holdHours: 0).Draws(SignedJustNow.Check));

    [Fact]
    public void Without_a_signature_there_is_nothing_to_hold() =>
        Assert.False(CheckedOn("2026-10-06", holdHours: 24).Log(log => log with { SignedAt = null }).Draws(SignedJustNow.Check));

    [Fact]
    public void A_session_of_the_future_is_wrong_enough() =>
        Assert.Equal([InFuture.Code], CheckedOn("2026-10-05", holdHours: 24).AllCodes());

    [Fact]
    public void It_says_when_it_was_signed_and_until_when_it_waits_and_draws_this_code_alone()
    {
        var session = CheckedOn("2026-10-06", holdHours: 24);

        Assert.Equal(["2026-10-06", "16:00", "24", "2026-10-07"], session.FindingOf(SignedJustNow.Check)!.Saw);
        Assert.Equal([SignedJustNow.Code], session.AllCodes());
    }

    private static EntryBuilder CheckedOn(string asOf, int holdHours) => An.Entry().In(new DistrictBuilder
    {
        AsOf = DateOnly.Parse(asOf, null),
        Pack = Packs.NewHampshireWith("log.holdHours", holdHours),
    });
}
