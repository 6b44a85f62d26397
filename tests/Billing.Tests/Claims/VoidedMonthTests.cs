using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>Speech and a ride to it on one day, on two claims that went out and were paid: what a void of one does to the other.</summary>
public sealed class VoidedMonthTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const long Speech = 1;
    private const long Ride = 2;
    private const long Second = 3;

    [Fact]
    public async Task A_voided_service_leaves_its_ride_to_be_voided_until_it_is_billed_again()
    {
        var month = await PaidAsync();
        var built = await VoidAsync(month, await ClaimOfAsync(month, Speech));
        Assert.Empty(await StaleAsync(month)); // The payer may refuse it yet.
        await TakeBackAsync(month, built);
        Assert.Equal(["claims were voided"], await StaleAsync(month));

        Assert.Equal(1, (await CheckAsync(month))!.VerdictsChanged);
        Assert.Null(await CheckAsync(month)); // It has seen that void.
        Assert.Equal([(Ride, "TRN_SAMEDAY")], await FindingsAsync(month));
        var proposal = Assert.Single(await ProposalsAsync(month));
        Assert.Equal((new ClaimNumber(month.DistrictId, await ClaimOfAsync(month, Ride)).ToString(), ClaimDecisionKind.Void), (proposal.ClaimNumber, proposal.Proposed));

        Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync()); // The speech is billable still: it goes as an original.
        Assert.Equal(1, (await CheckAsync(month))!.VerdictsChanged);
        Assert.Empty(await FindingsAsync(month));
        Assert.Empty(await ProposalsAsync(month));
    }

    [Fact]
    public async Task A_void_that_the_payer_did_not_do_after_all_is_undone_by_the_next_check()
    {
        var month = await PaidAsync();
        var built = await VoidAsync(month, await ClaimOfAsync(month, Speech));
        await TakeBackAsync(month, built);
        await CheckAsync(month);
        Assert.IsType<VoidAnswerOutcome.Answered>(await new VoidAnswers(database.DataSource, StoredDistrict.Clock).AnswerAsync(
            month.DistrictId, new ClaimNumber(month.DistrictId, 3).ToString(), isDone: false, "by telephone", await month.District.PersonAsync(UserRole.Clerk)));

        Assert.IsType<CloseOutcome.Stale>(await month.CloseAsync());
        Assert.Equal([ClaimMonth.October], await StaleMonthsAsync(month));
        Assert.Equal(1, (await CheckAsync(month))!.VerdictsChanged);

        Assert.Empty(await FindingsAsync(month));
        Assert.Empty(await StaleAsync(month));
    }

    [Fact]
    public async Task A_session_that_was_never_billed_does_not_take_a_voided_ones_room()
    {
        var month = await PaidAsync("30 min per year");
        await month.LogAsync(An.Entry().Id((int)Second).For("S1").On(ClaimMonth.October.AddDays(20)).At(9, 0, 30));
        Assert.Equal([(Second, "IEP_MINCAP")], await FindingsAsync(month));

        await TakeBackAsync(month, await VoidAsync(month, await ClaimOfAsync(month, Speech)));
        await CheckAsync(month);

        Assert.Equal([(Ride, "TRN_SAMEDAY"), (Second, "IEP_MINCAP")], await FindingsAsync(month));
    }

    /// <summary>The speech is the first of the claims, and the void the third.</summary>
    private async Task TakeBackAsync(ClaimMonth month, ClaimRunOutcome.Built built)
    {
        await month.ReleaseAsync(built.ClaimRunId);
        var cents = await month.QueryAsync<long>("select charge_cents from billing.claim where district_id = @DistrictId and claim_id = 1");
        await new PayerFacts(database, month.DistrictId, files: 1).TakeBackAsync(1, cents[0]);
    }

    private async Task<ClaimMonth> PaidAsync(string frequency = "30 min daily")
    {
        var month = await ClaimMonth.CreateAsync(database, student => student with
        {
            Plans = [DistrictBuilder.Plan(student.StudentId, [DistrictBuilder.Row(10 + student.StudentId, "SPEECH", frequency), RideRow(student)])],
        });
        var built = await month.BillAsync(
            ClaimMonth.Session((int)Speech, "S1", 6),
            ClaimMonth.Session((int)Ride, "S1", 6).By("P4").Of("TRANSPORT").At(8, 15, 15).Log(log => log with { Vehicle = "adapted-bus" }));
        Assert.Equal(2, built.Totals.Claims);
        await month.ReleaseAsync(built.ClaimRunId);
        var cents = await month.QueryAsync<long>("select charge_cents from billing.claim where district_id = @DistrictId order by claim_id");
        await new PayerFacts(database, month.DistrictId).PayAsync(new PaidLine(1, cents[0]), new PaidLine(2, cents[1]));
        return month;
    }

    private static GridRow RideRow(Student student) => DistrictBuilder.Row(30 + student.StudentId, "TRANSPORT", "30 min daily") with
    {
        Adaptation = "wheelchair lift",
        OutsideHours = true,
        Location = "",
        Diagnoses = ["R4702"],
    };

    private async Task<ClaimRunOutcome.Built> VoidAsync(ClaimMonth month, long claimId)
    {
        Assert.IsType<DecisionOutcome.Decided>(await new ClaimDecisions(database.DataSource, StoredDistrict.Clock).DecideAsync(
            month.DistrictId, new ClaimNumber(month.DistrictId, claimId).ToString(), ClaimDecisionKind.Void, "not given", await month.District.PersonAsync(UserRole.Clerk)));
        return Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());
    }

    private async Task<CheckOutcome?> CheckAsync(ClaimMonth month)
    {
        var done = await new MonthCheck(database.DataSource, StoredDistrict.Clock).RunWhereClaimsWereVoidedAsync(month.DistrictId, ClaimMonth.Who);
        return done.SingleOrDefault(each => each.Month == ClaimMonth.October).Outcome;
    }

    private Task<IReadOnlyList<ClaimProposal>> ProposalsAsync(ClaimMonth month) =>
        new ClaimProposals(database.DataSource).OfMonthAsync(month.DistrictId, ClaimMonth.October);

    private static async Task<long> ClaimOfAsync(ClaimMonth month, long entryId) => Assert.Single(await month.QueryAsync<long>(
        $"select claim_id from billing.claim_line_entry where district_id = @DistrictId and entry_id = {entryId} and live"));

    private Task<IReadOnlyList<DateOnly>> StaleMonthsAsync(ClaimMonth month) =>
        new MonthCheck(database.DataSource, StoredDistrict.Clock).StaleMonthsAsync(month.DistrictId);

    private static Task<List<string>> StaleAsync(ClaimMonth month) =>
        month.QueryAsync<string>("select reason from intake.month_to_check where district_id = @DistrictId");

    private static Task<List<(long, string)>> FindingsAsync(ClaimMonth month) => month.QueryAsync<(long, string)>(
        "select entry_id, code from intake.finding where district_id = @DistrictId and cleared_run_id is null and severity <> 'warn' order by 1, 2");
}
