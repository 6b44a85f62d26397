using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>A sent month, and what a person decides about its claims.</summary>
public abstract class DecidedClaimTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    protected DatabaseFixture Database => database;

    protected ClaimDecisions Decisions => new(database.DataSource, StoredDistrict.Clock);

    private protected async Task<(ClaimMonth Month, PayerFacts Facts)> SentAsync(params EntryBuilder[] entries)
    {
        var month = await ClaimMonth.CreateAsync(database);
        await ReleaseAsync(month, await month.BillAsync(entries));
        return (month, new PayerFacts(database, month.DistrictId));
    }

    /// <summary>Where the month's cents stand: bucket, cents, and the claim or 0.</summary>
    private protected static Task<List<(string, long, long)>> StandsAsync(ClaimMonth month) => month.QueryAsync<(string, long, long)>(
        """
        select bucket, cents, coalesce(claim_id, 0) from billing.ledger
        where district_id = @DistrictId and service_month = '2026-10-01' and bucket <> 'replaced' order by 1
        """);

    private protected static async Task AssertNothingToBillAsync(ClaimMonth month)
    {
        await month.CloseAsync();
        Assert.IsType<ClaimRunOutcome.NothingToBill>(await month.BuildAsync());
    }

    private protected async Task<VoidAnswerOutcome> AnswerAsync(ClaimMonth month, long claimId, bool isDone) =>
        await new VoidAnswers(database.DataSource, StoredDistrict.Clock).AnswerAsync(
            month.DistrictId, Number(month, claimId), isDone, "by telephone", await month.District.PersonAsync(UserRole.Clerk));

    private protected static Task ReleaseAsync(ClaimMonth month, ClaimRunOutcome outcome) =>
        month.ReleaseAsync(Assert.IsType<ClaimRunOutcome.Built>(outcome).ClaimRunId);

    private protected async Task CorrectAsync(ClaimMonth month, long entryId, params (string Field, string Text)[] changes)
    {
        var service = new CorrectionService(database.DataSource, StoredDistrict.Clock);
        var fields = changes.ToDictionary(change => change.Field, change => change.Text);
        var change = new ChangeContext(ClaimMonth.Who, StoredDistrict.Change.When, "test");
        Assert.Equal(new CorrectionOutcome.Frozen(Sent: true), await service.CorrectAsync(month.DistrictId, entryId, 1, fields, change));
        Assert.IsType<CorrectionOutcome.Corrected>(await service.CorrectAsync(month.DistrictId, entryId, 1, fields, change, CorrectionOf.SentClaim));
    }

    private protected async Task<DecisionOutcome> DecideAsync(ClaimMonth month, long claimId, ClaimDecisionKind kind) =>
        await Decisions.DecideAsync(month.DistrictId, Number(month, claimId), kind, "test", await month.District.PersonAsync(UserRole.Clerk));

    private protected async Task<DecisionOutcome> DropAsync(ClaimMonth month, long claimId) =>
        await Decisions.DropAsync(month.DistrictId, Number(month, claimId), await month.District.PersonAsync(UserRole.Clerk));

    private protected Task<IReadOnlyList<ClaimProposal>> ProposalsAsync(ClaimMonth month) =>
        new ClaimProposals(database.DataSource).OfMonthAsync(month.DistrictId, ClaimMonth.October);

    private protected async Task AssertRebuiltAsync(ClaimMonth month, ClaimRunOutcome.Built built)
    {
        var again = new MemoryStream();
        await new ClaimRebuild(database.DataSource).RebuildAsync(month.DistrictId, built.ClaimRunId, again);
        Assert.Equal(await month.FileAsync(built), again.ToArray());
    }

    private protected static string Number(ClaimMonth month, long claimId) => new ClaimNumber(month.DistrictId, claimId).ToString();
}
