using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class SessionTimesTests
{
    [Theory, InlineData(1, false), InlineData(480, false), InlineData(481, true), InlineData(0, true)]
    public void A_session_lasts_a_minute_to_eight_hours(int minutes, bool found) =>
        Assert.Equal(found, An.Entry().At(8, 0, minutes).Draws(SessionTimes.Check));

    [Fact]
    public void A_session_does_not_end_before_it_starts() =>
        Assert.True(An.Entry().Log(log => log with { End = new(8, 45) }).Draws(SessionTimes.Check));

    [Theory, InlineData(29, false), InlineData(30, true), InlineData(45, true)]
    public void Time_away_leaves_at_least_a_minute(int minutesAway, bool found) =>
        Assert.Equal(found, An.Entry().Log(log => log with { MinutesAway = minutesAway }).Draws(SessionTimes.Check));

    [Fact]
    public void A_missing_time_is_not_a_wrong_one() =>
        Assert.False(An.Entry().Log(log => log with { End = null }).Draws(SessionTimes.Check));

    [Fact]
    public void Draws_this_code_alone() =>
        Assert.Equal([SessionTimes.Code], An.Entry().Log(log => log with { End = new(8, 45) }).AllCodes());
}
