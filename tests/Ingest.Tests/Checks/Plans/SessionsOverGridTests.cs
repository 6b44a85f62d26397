using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class SessionsOverGridTests
{
    private static readonly DateOnly _monday = new(2026, 10, 5);

    [Theory, InlineData(1, false), InlineData(2, true)]
    public void The_third_session_of_two_a_week_is_one_too_many(int before, bool found) =>
        Assert.Equal(found, After(before, "2 sessions per week").Draws(SessionsOverGrid.Check));

    [Fact]
    public void It_shows_which_session_it_is_the_limit_and_the_week() =>
        Assert.Equal(["3", "2", "2026-10-05", "2026-10-11"], After(2, "2 sessions per week").FindingOf(SessionsOverGrid.Check)!.Saw);

    [Fact]
    public void Short_sessions_that_fit_the_minutes_draw_this_code_alone() =>
        Assert.Equal(
            [SessionsOverGrid.Code],
            An.Entry().OnGridRow("2 x 30 min per week").Lasting(20)
                .Beside(other => other.On(_monday).At(9, 0, 20))
                .Beside(other => other.On(_monday).At(10, 0, 20))
                .AllCodes());

    [Fact]
    public void A_session_that_does_not_fit_the_minutes_is_reported_as_that() =>
        Assert.False(After(2, "2 x 30 min per week").Draws(SessionsOverGrid.Check));

    [Fact]
    public void Plain_minutes_say_nothing_of_sessions() =>
        Assert.False(After(3, "120 min per week").Draws(SessionsOverGrid.Check));

    [Fact]
    public void A_make_up_counts_in_the_week_of_the_session_that_was_missed() =>
        Assert.False(After(2, "2 sessions per week").Log(log => log with { MakeupFor = new(2026, 9, 30) }).Draws(SessionsOverGrid.Check));

    private static EntryBuilder After(int sessionsOnMonday, string frequency)
    {
        var session = An.Entry().OnGridRow(frequency);
        for (var hour = 9; hour < 9 + sessionsOnMonday; hour++)
        {
            session.Beside(other => other.On(_monday).At(hour, 0, 30));
        }

        return session;
    }
}
