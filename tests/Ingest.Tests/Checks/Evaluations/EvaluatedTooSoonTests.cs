using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>The student is evaluated on 6 October 2026; one evaluation in 180 days is paid, so another of 10 April or later is too near.</summary>
public sealed class EvaluatedTooSoonTests
{
    [Theory, InlineData("2026-04-09", false), InlineData("2026-04-10", true)]
    public void The_days_are_counted_back_from_the_session(string day, bool found) =>
        Assert.Equal(found, Evaluation().After(other => other.On(DateOnly.Parse(day, null))).Draws(EvaluatedTooSoon.Check));

    [Fact]
    public void The_first_of_two_is_paid()
    {
        Assert.False(Evaluation().Beside(other => other.On(new(2026, 10, 7))).Draws(EvaluatedTooSoon.Check));
        Assert.True(Evaluation().Beside(other => other.On(new(2026, 10, 5))).Draws(EvaluatedTooSoon.Check));
        Assert.True(Evaluation().Beside(other => other.At(8, 0, 30)).Draws(EvaluatedTooSoon.Check));
    }

    [Fact]
    public void One_that_was_not_paid_itself_uses_nothing()
    {
        Assert.False(Evaluation().After(other => other.On(new(2026, 9, 8)), EvaluatedTooSoon.Code).Draws(EvaluatedTooSoon.Check));
        Assert.DoesNotContain(EvaluatedTooSoon.Code, Evaluation().After(other => other.On(new(2026, 9, 8)), NoRate.Code).AllCodes());
    }

    [Fact]
    public void One_beyond_the_limit_does_not_push_the_next_one_away()
    {
        // Of 1 April, 20 September and 6 October, the second was too near the first; the third is not.
        var third = Evaluation().After(other => other.On(new(2026, 4, 1))).After(other => other.On(new(2026, 9, 20)), EvaluatedTooSoon.Code);

        Assert.Empty(third.AllCodes());
    }

    [Fact]
    public void Another_service_and_sessions_that_are_no_evaluation_do_not_count()
    {
        Assert.False(Evaluation().After(other => other.Of("OT").On(new(2026, 9, 8))).Draws(EvaluatedTooSoon.Check));
        Assert.False(An.Entry().After(other => other.On(new(2026, 9, 8))).Draws(EvaluatedTooSoon.Check));
    }

    [Fact]
    public void It_names_the_one_before_and_draws_this_code_alone()
    {
        var session = Evaluation().After(other => other.On(new(2026, 9, 8)));
        var finding = session.FindingOf(EvaluatedTooSoon.Check)!;

        Assert.Equal(["SPEECH_EVAL", "2026-09-08", "1", "180"], finding.Saw);
        Assert.Equal(("entry", 1001L), (finding.RecordKind, finding.RecordId));
        Assert.Equal([EvaluatedTooSoon.Code], session.AllCodes());
    }

    private static EntryBuilder Evaluation() => EvaluationNotCoveredTests.Evaluation();
}
