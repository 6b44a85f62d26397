using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Restore;
using MedicaidLogs.TestKit.Scale;

namespace MedicaidLogs.Scenarios.Tests.Restore;

/// <summary>Backup and restore as docs/operations.md has them: <c>pg_basebackup</c> and the log that was put away since.</summary>
public sealed class PointInTimeTests : IAsyncLifetime
{
    private static readonly DateOnly _month = new(2026, 10, 1);
    private static readonly FixedClock _clock = new(new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero));
    private static readonly Actor _who = Actor.Command("test");

    private ArchivedPostgres _postgres = null!;

    public async Task InitializeAsync() => _postgres = await ArchivedPostgres.StartAsync();

    public async Task DisposeAsync() => await _postgres.DisposeAsync();

    [Fact]
    public async Task A_restored_database_is_as_it_was_at_the_moment_and_its_books_are_right()
    {
        var district = await GeneratedDistrict.CreateAsync(_postgres.Database, 1, _month, months: 1, _clock);
        await _postgres.BackUpAsync();
        var logs = district.Data.Files().Single(file => file.Name == "logs-2026-10.csv").Bytes;
        await new FileIntake(_postgres.Database, _clock).ImportAsync(
            district.DistrictId, new SentFile("logs", "logs.csv", null, _who), new MemoryStream(logs));
        Assert.IsType<CloseOutcome.Closed>(await new MonthClose(_postgres.Database, _clock).CloseAsync(district.DistrictId, _month, _who));
        var built = await BuildAsync(district);
        var then = await TableContents.ReadAsync(_postgres.Database);
        var moment = await _postgres.MomentAsync();
        await SpoilAsync();

        var restored = await _postgres.RestoreAsync(moment);

        Assert.True(built.Totals.Claims > 0);
        then.AssertSame(await TableContents.ReadAsync(restored));
        Assert.All(await new LedgerVerification(restored).VerifyAsync(district.DistrictId, month: null), verified => Assert.True(verified.Holds, verified.Invariant.Name));
    }

    private async Task<ClaimRunOutcome.Built> BuildAsync(GeneratedDistrict district) =>
        Assert.IsType<ClaimRunOutcome.Built>(await new ClaimRun(_postgres.Database, _clock).BuildAsync(
            district.DistrictId, _month, PayerProfile.Shipped("nh-mmis"), _who));

    /// <summary>The statement that somebody wants back.</summary>
    private async Task SpoilAsync()
    {
        await using var connection = await _postgres.Database.OpenConnectionAsync();
        await using var spoil = connection.CreateCommand();
        spoil.CommandText = "delete from billing.claim_line_entry";
        Assert.True(await spoil.ExecuteNonQueryAsync() > 0);
    }
}
