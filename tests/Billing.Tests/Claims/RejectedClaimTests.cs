using System.Text;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.Tests.Payers;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>What the payer rejected or denied goes again.</summary>
public sealed class RejectedClaimTests(DatabaseFixture database) : DecidedClaimTests(database)
{
    [Fact]
    public async Task A_rejected_original_goes_again_as_an_original()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6));
        await facts.AnswerAsync(1, "rejected", "A7:562:85");

        Assert.Equal(ClaimDecisionKind.Again, Assert.Single(await ProposalsAsync(month)).Proposed);
        Assert.Equal(new DecisionOutcome.NoPayerNumber(Rejected: true), await DecideAsync(month, 1, ClaimDecisionKind.Replace));
        Assert.Equal(new DecisionOutcome.Decided(ClaimDecisionKind.Again), await DecideAsync(month, 1, ClaimDecisionKind.Again));
        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal(new ClaimTotals(1, 1, 1, 2_000), built.Totals);
        Assert.Equal([("1", (long?)null)], await month.QueryAsync<(string, long?)>(
            "select frequency, replaces_claim_id from billing.claim where district_id = @DistrictId and claim_id = 2"));
        Assert.Empty(await ProposalsAsync(month));
    }

    [Fact]
    public async Task A_rejected_replacement_leaves_the_claim_standing_and_goes_again_in_its_place()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000));
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);
        await ReleaseAsync(month, await month.BuildAsync());
        await facts.AnswerAsync(2, "rejected", "A7:562:85");

        Assert.Equal([("paid", 2_000L, 1L)], await StandsAsync(month));
        var proposal = Assert.Single(await ProposalsAsync(month));
        Assert.Equal((Number(month, 1), ClaimDecisionKind.Replace, Number(month, 2)), (proposal.ClaimNumber, proposal.SentAs, proposal.Refused));
        Assert.Equal(new DecisionOutcome.NotStanding(Number(month, 1)), await DecideAsync(month, 2, ClaimDecisionKind.Void));
        Assert.Equal(new DecisionOutcome.Decided(ClaimDecisionKind.Replace), await DecideAsync(month, 2, ClaimDecisionKind.Again));
        await ReleaseAsync(month, await month.BuildAsync());

        Assert.Equal([("7", 1L, "PAYER1")], await month.QueryAsync<(string, long, string)>(
            "select frequency, replaces_claim_id, payer_claim_number from billing.claim where district_id = @DistrictId and claim_id = 3"));
        Assert.Empty(await ProposalsAsync(month));
        Assert.Equal([3L], await month.QueryAsync<long>("select claim_id from billing.claim_line_entry where district_id = @DistrictId and live"));
    }

    [Fact]
    public async Task A_replacement_that_was_rejected_and_paid_all_the_same_holds_its_sessions()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000));
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);
        await ReleaseAsync(month, await month.BuildAsync());
        await facts.AnswerAsync(2, "rejected", "A7:562:85");

        await facts.PayAsync(new PaidLine(2, Paid: 1_500, Adjusted: 500)); // Money outweighs words.

        Assert.Contains(("paid", 1_500L, 2L), await StandsAsync(month));
        await AssertNothingToBillAsync(month);
    }

    [Fact]
    public async Task A_rejected_replacement_keeps_what_is_billed_elsewhere_since_and_goes_again_itself()
    {
        var (month, facts) = await SentAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 7));
        await facts.PayAsync(new PaidLine(1, Paid: 2_000), new PaidLine(1, Paid: 2_000, Line: 2));
        await CorrectAsync(month, 2, (LogField.StudentNumber, "S2"));
        await month.ExecuteAsync("update intake.entry set billable = true where district_id = @DistrictId and entry_id = 2"); // As if signed anew.
        await DecideAsync(month, 1, ClaimDecisionKind.Replace);
        await ReleaseAsync(month, await month.BuildAsync());
        await month.CloseAsync();
        await ReleaseAsync(month, await month.BuildAsync()); // The other student's.
        await facts.AnswerAsync(2, "rejected", "A7:562:85");

        Assert.Equal([(2L, 1L), (3L, 2L)], await month.QueryAsync<(long, long)>(
            "select claim_id, entry_id from billing.claim_line_entry where district_id = @DistrictId and live order by 1"));
        Assert.Equal(new DecisionOutcome.Decided(ClaimDecisionKind.Replace), await DecideAsync(month, 2, ClaimDecisionKind.Again));
        await ReleaseAsync(month, await month.BuildAsync());
        Assert.Equal([("7", 2L, "PAYER1")], await month.QueryAsync<(string, long, string)>(
            "select frequency, replaces_claim_id, payer_claim_number from billing.claim where district_id = @DistrictId and claim_id = 4"));
    }

    [Theory]
    [InlineData("replacement", ClaimDecisionKind.Replace)]
    [InlineData("original", ClaimDecisionKind.Again)]
    public async Task A_denied_claim_goes_again_as_the_terms_say_that_it_was_sent_under(string deniedAgainAs, ClaimDecisionKind wanted)
    {
        var own = Encoding.UTF8.GetBytes(AProfile.JsonLike("nh-mmis", file =>
        {
            file["name"] = "own";
            file["editions"]![0]!["claims"]!["deniedAgainAs"] = deniedAgainAs;
        }));
        var month = await ClaimMonth.CreateAsync(Database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await month.CloseAsync();
        var profiles = new PayerProfiles(Database.DataSource, StoredDistrict.Clock);
        await profiles.SetAsync(month.DistrictId, "own.json", own, ClaimMonth.Who);
        await ReleaseAsync(month, await month.BuildAsync(PayerProfile.Parse("own.json", own)));
        await new PayerFacts(Database, month.DistrictId).PayAsync(new PaidLine(1, Paid: 0, Denied: 2_000));
        Assert.True(await profiles.EndAsync(month.DistrictId, "own", ClaimMonth.Who)); // No profile is of that name any more.

        var proposal = Assert.Single(await ProposalsAsync(month));

        Assert.Equal((ClaimDecisionKind.Again, wanted), (proposal.Proposed, proposal.SentAs));
        Assert.Equal(new DecisionOutcome.Decided(wanted), await DecideAsync(month, 1, ClaimDecisionKind.Again));
    }
}
