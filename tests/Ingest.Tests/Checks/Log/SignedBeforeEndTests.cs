using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class SignedBeforeEndTests
{
    [Theory, InlineData(9, 29, true), InlineData(9, 30, false), InlineData(9, 31, false)]
    public void A_log_is_signed_when_the_session_has_ended(int hour, int minute, bool found) =>
        Assert.Equal(found, SignedAt(hour, minute).Draws(SignedBeforeEnd.Check));

    [Fact]
    public void Instants_are_compared_with_the_clock_on_the_schools_wall()
    {
        // 13:29 UTC is 9:29 in New Hampshire, a minute before the end.
        var early = An.Entry().Log(log => log with { SignedAt = new(2026, 10, 6, 13, 29, 0, TimeSpan.Zero) });

        Assert.True(early.Draws(SignedBeforeEnd.Check));
    }

    [Fact]
    public void It_shows_when_it_was_signed_and_when_the_session_ended() =>
        Assert.Equal(["2026-10-06", "09:05", "2026-10-06", "09:30"], SignedAt(9, 5).FindingOf(SignedBeforeEnd.Check)!.Saw);

    [Fact]
    public void Nothing_is_said_where_the_end_is_missing_or_wrong()
    {
        Assert.False(SignedAt(8, 0).Log(log => log with { End = null }).Draws(SignedBeforeEnd.Check));
        Assert.False(SignedAt(8, 0).Log(log => log with { End = new(8, 30) }).Draws(SignedBeforeEnd.Check));
    }

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([SignedBeforeEnd.Code], SignedAt(9, 5).AllCodes());

    private static EntryBuilder SignedAt(int hour, int minute) =>
        An.Entry().Log(log => log with { SignedAt = new(2026, 10, 6, hour, minute, 0, TimeSpan.FromHours(-4)) });
}
