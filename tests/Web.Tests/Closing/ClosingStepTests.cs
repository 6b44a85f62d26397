using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Closing;
using MedicaidLogs.Billing.Delivery;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Web.Closing;

namespace MedicaidLogs.Web.Tests.Closing;

public sealed class ClosingStepTests
{
    private const string Me = "user:1";
    private static readonly DateTimeOffset _noon = new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero);

    private static readonly MonthClosing _logged = new() { Entries = 10, Ready = 6, ReadyCents = 12_000, NotClosed = 6 };
    private static readonly MonthClosing _closed = _logged with { CloseNumber = 1, ClosedAt = _noon, NotClosed = 0 };
    private static readonly MonthClosing _built = _closed with { Ready = 0, Files = [File(Me, released: false)] };
    private static readonly MonthClosing _released = _built with { Files = [File(Me, released: true)], Answers = [new("released", 2, 12_000)] };

    [Fact]
    public void A_month_without_entries_waits_for_files() => Assert.Equal(StepKey.Files, Next(new MonthClosing())!.Key);

    [Fact]
    public void A_month_that_is_not_over_says_so_and_may_be_closed()
    {
        var goesOn = _logged with { GoesOnUntil = new(2026, 11, 30) };

        Assert.Equal(StepState.Left, Step(goesOn, StepKey.Files).State);
        Assert.Equal(
            "10 entries so far; the month ends on Nov 30, 2026. What is logged after a close goes out with a later file.", Step(goesOn, StepKey.Files).Words);
        Assert.Equal(StepKey.Close, Next(goesOn)!.Key);
    }

    [Fact]
    public void A_month_that_is_out_of_date_is_checked_before_it_is_closed()
    {
        var stale = _logged with { StaleBecause = "the plans changed" };

        Assert.Equal(StepKey.Check, Next(stale)!.Key);
        Assert.Equal(StepState.Waits, Step(stale, StepKey.Close).State);
    }

    [Fact]
    public void Rejected_and_unsigned_sessions_do_not_hold_the_month_up()
    {
        var rejected = _logged with { Rejected = 3, RejectedCents = 6_000, Unsigned = 1, UnsignedCents = 2_000 };

        Assert.Equal(StepState.Left, Step(rejected, StepKey.Rejected).State);
        Assert.Equal("3 entries are rejected, $60.00. What is fixed after the close goes out with a later file.", Step(rejected, StepKey.Rejected).Words);
        Assert.Equal(StepState.Left, Step(rejected, StepKey.Signatures).State);
        Assert.Equal(StepKey.Close, Next(rejected)!.Key);
    }

    [Fact]
    public void What_became_billable_after_a_close_is_closed_again() =>
        Assert.Equal(StepKey.Close, Next(_built with { Ready = 2, NotClosed = 2 })!.Key);

    [Fact]
    public void A_closed_month_is_built() => Assert.Equal(StepKey.Build, Next(_closed)!.Key);

    [Fact]
    public void What_a_file_left_is_not_asked_for_again()
    {
        var left = _released with { Ready = 1 };

        Assert.Equal(StepState.Left, Step(left, StepKey.Build).State);
        Assert.Equal(StepState.Next, Step(left with { Decisions = 1, LastDecisionAt = _noon.AddHours(2) }, StepKey.Build).State);
    }

    [Fact]
    public void Who_built_a_file_waits_for_another_person()
    {
        Assert.Equal(StepState.Waits, Step(_built, StepKey.Release).State);
        Assert.Contains("Another person releases", Step(_built, StepKey.Release).Words, StringComparison.Ordinal);
        Assert.Equal(StepState.Next, Of(_built, "user:2", secondPerson: true).Single(step => step.Key == StepKey.Release).State);
        Assert.Equal(StepState.Next, Of(_built, Me, secondPerson: false).Single(step => step.Key == StepKey.Release).State);
    }

    [Fact]
    public void A_released_file_is_fetched_and_then_answered()
    {
        Assert.Equal(StepKey.Download, Next(_released)!.Key);
        var fetched = _released with { FetchedLast = new Dictionary<long, Fetched> { [1] = new(1, _noon, Me) } };
        Assert.Equal(StepKey.Answers, Next(fetched)!.Key);
        Assert.Null(Next(fetched with { Answers = [new("decided", 2, 12_000)] }));
    }

    [Fact]
    public void A_file_that_goes_by_itself_is_not_asked_for_and_what_keeps_it_is_told()
    {
        MonthClosing With(DeliveryStanding delivery) => _released with { Deliveries = new Dictionary<long, DeliveryStanding> { [1] = delivery } };
        var onItsWay = new DeliveryStanding(1, "nh-mmis", DeliveredAt: null, TakenAtOnce: false, Problem: null, NeedsPerson: false);

        Assert.Equal((StepState.Waits, "It goes to the payer by itself, within a few minutes."), Told(With(onItsWay)));
        Assert.Equal(
            (StepState.Waits, "An administrator must look: The server refused it."),
            Told(With(onItsWay with { Problem = "The server refused it.", NeedsPerson = true })));
        Assert.Equal((StepState.Done, "Every released file is with the payer."), Told(With(onItsWay with { DeliveredAt = _noon })));

        static (StepState, string) Told(MonthClosing month) => (Step(month, StepKey.Download).State, Step(month, StepKey.Download).Words);
    }

    [Theory]
    [InlineData(null, null, StepState.UnderWay, "Waiting for a worker. You may leave this page.")]
    [InlineData(JobState.Queued, null, StepState.UnderWay, "Waiting for a worker. You may leave this page.")]
    [InlineData(JobState.Running, null, StepState.UnderWay, "A worker is closing the month. You may leave this page.")]
    [InlineData(JobState.Queued, "The database was busy.", StepState.UnderWay, "It broke off and is tried again by itself: The database was busy.")]
    [InlineData(JobState.Failed, "A file is gone.", StepState.Waits, "It broke off, and an administrator must look: A file is gone.")]
    public void What_a_worker_was_asked_to_do_is_not_asked_for_again(JobState? job, string? cause, StepState state, string words)
    {
        var again = _closed with { NotClosed = 2, Request = Asked(ClosingRequest.CloseMonth) with { Job = job, Cause = cause } };

        Assert.Equal((state, words), (Step(again, StepKey.Close).State, Step(again, StepKey.Close).Words));
        Assert.Equal((StepState.Waits, words), (Step(again, StepKey.Build).State, Step(again, StepKey.Build).Words));
    }

    [Fact]
    public void A_file_under_way_says_how_many_claims_are_in_it()
    {
        var building = _closed with { Request = Asked(ClosingRequest.BuildClaims) with { Job = JobState.Running, Claims = 1_200 } };

        Assert.Equal("A worker is building the claim file, 1,200 claims so far. You may leave this page.", Step(building, StepKey.Build).Words);
        Assert.Equal(StepState.Done, Step(building, StepKey.Close).State);
    }

    [Theory]
    [InlineData(ClosingRequestStatus.Refused)]
    [InlineData(ClosingRequestStatus.Dropped)]
    public void What_was_refused_or_taken_back_may_be_asked_for_again(ClosingRequestStatus status) =>
        Assert.Equal(StepKey.Close, Next(_logged with { Request = Asked(ClosingRequest.CloseMonth) with { Status = status } })!.Key);

    private static ClosingRequest Asked(string work) => new() { Work = work, AskedBy = Me };

    private static ClosingStep? Next(MonthClosing month) => Of(month, Me, secondPerson: true).FirstOrDefault(step => step.State == StepState.Next);

    private static ClosingStep Step(MonthClosing month, StepKey key) => Of(month, Me, secondPerson: true).Single(step => step.Key == key);

    private static IReadOnlyList<ClosingStep> Of(MonthClosing month, string who, bool secondPerson) => ClosingStep.Of(month, who, secondPerson);

    private static ClaimFile File(string builtBy, bool released) => new(
        1, new(2026, 10, 1), "nh-mmis", "claims.837", default(FileHash), _noon.AddHours(1), builtBy, 2, 3, 6, 12_000,
        released ? _noon.AddHours(2) : null, released ? "user:2" : null, null);
}
