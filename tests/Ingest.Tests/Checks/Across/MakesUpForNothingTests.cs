using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>The session under check is half an hour on 6 October 2026 and makes up for 5 October or for 29 September.</summary>
public sealed class MakesUpForNothingTests
{
    private static readonly DateOnly _yesterday = new(2026, 10, 5);
    private static readonly DateOnly _september = new(2026, 9, 29);

    [Theory, InlineData("SNA", false), InlineData("A", false), InlineData("CLS", false), InlineData("NS", true), InlineData("P", true)]
    public void The_session_that_it_names_was_missed(string attendance, bool found) =>
        Assert.Equal(found, MakingUpFor(_yesterday).Beside(other => Missed(other, attendance)).Draws(MakesUpForNothing.Check));

    [Fact]
    public void A_session_that_nobody_logged_was_not_missed() =>
        Assert.True(MakingUpFor(_yesterday).Draws(MakesUpForNothing.Check));

    [Fact]
    public void What_was_missed_in_another_month_can_be_made_up()
    {
        Assert.False(MakingUpFor(_september).After(other => Missed(other.On(_september), "SNA")).Draws(MakesUpForNothing.Check));
        Assert.True(MakingUpFor(_september).After(other => Missed(other.On(_september.AddDays(1)), "SNA")).Draws(MakesUpForNothing.Check));
    }

    [Theory, InlineData(30, false), InlineData(31, true)]
    public void It_makes_up_for_no_more_than_was_missed(int minutes, bool found) =>
        Assert.Equal(found, MakingUpFor(_yesterday).Beside(other => Missed(other, "SNA")).Lasting(minutes).Draws(MakesUpForNothing.Check));

    [Fact]
    public void What_earlier_make_ups_took_is_taken()
    {
        var second = MakingUpFor(_september)
            .After(other => Missed(other.On(_september), "SNA").Lasting(50))
            .After(other => other.On(_september.AddDays(1)).Lasting(20));

        Assert.False(second.Draws(MakesUpForNothing.Check));
        Assert.True(second.Beside(other => other.On(_yesterday).Lasting(10)).Draws(MakesUpForNothing.Check));
    }

    [Fact]
    public void A_missed_session_without_times_may_have_been_of_any_length() =>
        Assert.False(
            MakingUpFor(_yesterday).Beside(other => Missed(other, "SNA").Log(log => log with { Start = null, End = null })).Lasting(120)
                .Draws(MakesUpForNothing.Check));

    [Fact]
    public void Another_service_that_was_missed_that_day_is_not_what_is_made_up() =>
        Assert.True(MakingUpFor(_yesterday).Beside(other => Missed(other, "SNA").Of("OT")).Draws(MakesUpForNothing.Check));

    [Fact]
    public void It_shows_the_minutes_missed_and_made_up_and_draws_this_code_alone()
    {
        var session = MakingUpFor(_yesterday);
        var finding = session.FindingOf(MakesUpForNothing.Check)!;

        Assert.Equal(["2026-10-05", "0", "0", "30"], finding.Saw);
        Assert.Equal(Severity.Warn, finding.Severity); // of the pack
        Assert.Equal([MakesUpForNothing.Code], session.AllCodes());
    }

    private static EntryBuilder MakingUpFor(DateOnly day) => An.Entry().Log(log => log with { MakeupFor = day });

    private static EntryBuilder Missed(EntryBuilder session, string attendance) =>
        (session.Alone().Date == new DateOnly(2026, 10, 6) ? session.On(_yesterday) : session).Log(log => log with { Attendance = attendance, MakeupFor = null });
}
