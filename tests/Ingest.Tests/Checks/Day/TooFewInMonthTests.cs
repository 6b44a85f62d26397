using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Occupational therapy is paid from three sessions a month on.</summary>
public sealed class TooFewInMonthTests
{
    [Theory, InlineData(0, true), InlineData(1, true), InlineData(2, false), InlineData(3, false)]
    public void The_code_is_paid_from_the_third_session_on(int others, bool found)
    {
        var session = Therapy();
        for (var day = 7; day < 7 + others; day++)
        {
            session.Beside(other => other.On(new(2026, 10, day)));
        }

        Assert.Equal(found, session.Draws(TooFewInMonth.Check));
    }

    [Fact]
    public void What_is_not_billable_or_of_another_month_does_not_count() =>
        Assert.Equal(
            [TooFewInMonth.Code],
            Therapy()
                .Beside(other => other.On(new(2026, 10, 7)))
                .Beside(other => other.On(new(2026, 10, 8)).Log(log => log with { Place = "the moon" }))
                .Beside(other => other.On(new(2026, 9, 8)))
                .AllCodes());

    [Fact]
    public void It_shows_the_code_how_many_there_are_and_how_many_it_takes() =>
        Assert.Equal(["97530", "1", "3"], Therapy().FindingOf(TooFewInMonth.Check)!.Saw);

    [Fact]
    public void A_code_that_asks_for_no_number_is_paid_for_one() => Assert.False(An.Entry().Draws(TooFewInMonth.Check));

    private static EntryBuilder Therapy() => An.Entry()
        .In(new DistrictBuilder { Pack = Packs.NewHampshireWithCodes("OT", "minMonthSessions", 3) }.With(DistrictBuilder.Provider("P1", 1, "OT")))
        .OnGridRow("30 min daily", service: "OT")
        .Of("OT");
}
