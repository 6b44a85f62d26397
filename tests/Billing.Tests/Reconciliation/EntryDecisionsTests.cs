using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Reconciliation.Invariants;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Reconciliation;

/// <summary>What the office decides about entries, as claims and the books see it.</summary>
public sealed class EntryDecisionsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task What_is_merged_or_not_billed_is_on_no_claim_and_the_books_stay_right()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(
            ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S1", 6).At(9, 10, 30), ClaimMonth.Session(3, "S2", 6), ClaimMonth.Session(4, "S3", 6));
        await DecideAsync(month, 2, new EntryDecision.MergeInto(1));
        await DecideAsync(month, 3, new EntryDecision.NotBillable());
        await DecideAsync(month, 4, new EntryDecision.ReturnToProvider());

        Assert.IsType<CloseOutcome.Closed>(await month.CloseAsync());
        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal(2, built.Totals.Entries); // 1 and 4
        Assert.All(await VerifyAsync(month), verified => Assert.True(verified.Holds, verified.Invariant.Name));
        var reconciled = await Funnel.LoadAsync(database.DataSource, month.DistrictId, ClaimMonth.October);
        Assert.Equal((4, 3, 2), (reconciled.Entries.Entries, reconciled.Delivered.Entries, reconciled.Billable.Entries));
    }

    private async Task DecideAsync(ClaimMonth month, long entryId, EntryDecision decision)
    {
        var (outcome, _) = await new DecisionService(database.DataSource, StoredDistrict.Clock).DecideAsync(
            month.DistrictId, new(entryId, 1), decision, UserRole.Clerk, StoredDistrict.Change);
        Assert.IsType<EntryDecisionOutcome.Done>(outcome);
    }

    private Task<IReadOnlyList<Verified>> VerifyAsync(ClaimMonth month) =>
        new LedgerVerification(database.DataSource).VerifyAsync(month.DistrictId, month: null);
}
