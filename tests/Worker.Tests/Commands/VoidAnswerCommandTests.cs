using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Worker.Tests.Commands;

/// <summary><c>medlogs claims void-answer</c>: the clerk knows by telephone what no file of the payer says.</summary>
public sealed class VoidAnswerCommandTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly _october = new(2026, 10, 1);

    [Fact]
    public async Task The_payers_word_is_taken_may_change_and_frees_the_sessions_once_the_void_is_done()
    {
        var (clerk, original, sentVoid) = await VoidedAsync();

        var noVoid = await AnswerAsync(clerk, original, "done");
        Assert.Equal(1, noVoid.ExitCode);
        Assert.Contains("no void of that number", noVoid.Errors, StringComparison.Ordinal);

        var refused = await AnswerAsync(clerk, sentVoid, "refused");
        Assert.True(refused.ExitCode == 0, refused.Errors);
        Assert.Contains($"{sentVoid} is refused: its claim stands.", refused.Output, StringComparison.Ordinal);

        var done = await AnswerAsync(clerk, sentVoid, "done");
        Assert.True(done.ExitCode == 0, done.Errors);
        Assert.Contains($"{sentVoid} is done", done.Output, StringComparison.Ordinal);
        Assert.Contains("2026-10 was checked again, since claims were voided", done.Output, StringComparison.Ordinal);

        var again = await AnswerAsync(clerk, sentVoid, "done");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("known already", again.Errors, StringComparison.Ordinal);
    }

    private Task<MedlogsResult> AnswerAsync(string clerk, string claim, string answer) => Medlogs.RunAsync(
        database.ConnectionString,
        ["claims", "void-answer", "--claim", claim, "--as", answer, "--reason", "by telephone", "--by", clerk, "--as-of", "2026-11-09"]);

    /// <summary>A claim that was paid, and the void of it that went out; and who may speak of it.</summary>
    private async Task<(string Clerk, string Original, string Void)> VoidedAsync()
    {
        var district = await StoredDistrict.CreateAsync(database);
        var clerk = await district.PersonAsync(UserRole.Clerk);
        await district.LogAsync(An.Entry());
        Assert.IsType<CloseOutcome.Closed>(
            await new MonthClose(database.DataSource, StoredDistrict.Clock).CloseAsync(district.DistrictId, _october, Actor.Command("test")));
        var original = await SendAsync(district, clerk, claimId: 1);
        await new PayerFacts(database, district.DistrictId).PayAsync(new PaidLine(1, Paid: 2_000));
        Assert.IsType<DecisionOutcome.Decided>(await new ClaimDecisions(database.DataSource, StoredDistrict.Clock)
            .DecideAsync(district.DistrictId, original, ClaimDecisionKind.Void, "not given", clerk));
        return ($"{UserRole.Clerk}.1@{district.District.Code}.example", original, await SendAsync(district, clerk, claimId: 2));
    }

    private async Task<string> SendAsync(StoredDistrict district, Guid clerk, long claimId)
    {
        var built = Assert.IsType<ClaimRunOutcome.Built>(await new ClaimRun(database.DataSource, StoredDistrict.Clock)
            .BuildAsync(district.DistrictId, _october, PayerProfile.Shipped("nh-mmis"), Actor.Command("test")));
        Assert.IsType<ReleaseOutcome.Released>(
            await new ClaimRelease(database.DataSource, StoredDistrict.Clock).ReleaseAsync(district.DistrictId, built.ClaimRunId, clerk));
        return new ClaimNumber(district.DistrictId, claimId).ToString();
    }
}
