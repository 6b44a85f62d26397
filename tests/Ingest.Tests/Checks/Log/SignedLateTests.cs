using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class SignedLateTests
{
    [Theory, InlineData(6, false), InlineData(13, false), InlineData(14, true)]
    public void Seven_days_after_the_session_are_not_late_eight_are(int dayOfOctober, bool found) =>
        Assert.Equal(found, SignedOn(dayOfOctober).Draws(SignedLate.Check));

    [Fact]
    public void The_day_of_signing_is_the_schools_day_not_that_of_UTC()
    {
        // 14 October 02:00 UTC is still 13 October in New Hampshire.
        var lateEvening = An.Entry().Log(log => log with { SignedAt = new(2026, 10, 14, 2, 0, 0, TimeSpan.Zero) });

        Assert.False(lateEvening.Draws(SignedLate.Check));
    }

    [Fact]
    public void It_says_when_it_was_signed_and_how_many_days_that_is()
    {
        var finding = SignedOn(16).FindingOf(SignedLate.Check)!;

        Assert.Equal(["2026-10-16", "10", "7"], finding.Saw);
        Assert.Equal(Severity.Warn, finding.Severity); // of the pack
    }

    [Fact]
    public void Without_a_signature_there_is_no_late_one() =>
        Assert.False(An.Entry().Log(log => log with { SignedAt = null }).Draws(SignedLate.Check));

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([SignedLate.Code], SignedOn(14).AllCodes());

    private static EntryBuilder SignedOn(int dayOfOctober) =>
        An.Entry().Log(log => log with { SignedAt = new(2026, 10, dayOfOctober, 16, 0, 0, TimeSpan.FromHours(-4)) });
}
