using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using Npgsql;

namespace MedicaidLogs.Core.Tests.Audit;

public sealed class AuditTrailTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly FixedClock _clock = new(new(2026, 10, 5, 8, 30, 0, 123, 456, TimeSpan.FromHours(-4)));

    [Fact]
    public async Task An_untouched_chain_is_sound()
    {
        var districtId = await DistrictWithEventsAsync(3);

        Assert.Null(await VerifyAsync(districtId));
    }

    [Fact]
    public async Task An_empty_chain_is_sound() => Assert.Null(await VerifyAsync(await database.CreateDistrictAsync()));

    [Theory]
    [InlineData("update ops.audit_event set reason = 'another' where district_id = @districtId and seq = 2", 2)]
    [InlineData("update ops.audit_event set at = at + interval '1 microsecond' where district_id = @districtId and seq = 3", 3)]
    [InlineData("update ops.audit_event set detail = '{\"minutes\": 31}' where district_id = @districtId and seq = 1", 1)]
    [InlineData("delete from ops.audit_event where district_id = @districtId and seq = 2", 2)]
    [InlineData("delete from ops.audit_event where district_id = @districtId and seq = 3", 3)]
    public async Task Names_the_first_event_that_was_tampered_with(string tampering, long firstBroken)
    {
        var districtId = await DistrictWithEventsAsync(3);
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            // Who can switch triggers off can change rows, but not make the hashes fit.
            await connection.ExecuteAsync("set local session_replication_role = replica");
            await connection.ExecuteAsync(tampering, new { districtId });
            await transaction.CommitAsync();
        }

        Assert.Equal(firstBroken, await VerifyAsync(districtId));
    }

    [Theory]
    [InlineData("update ops.audit_event set reason = 'another'")]
    [InlineData("delete from ops.audit_event")]
    [InlineData("truncate ops.audit_event")]
    public async Task The_table_refuses_to_be_changed(string change)
    {
        await DistrictWithEventsAsync(1);
        await using var connection = await database.DataSource.OpenConnectionAsync();

        var fault = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(change));

        Assert.Equal("ops.audit_event is append only", fault.MessageText);
    }

    [Fact]
    public async Task Many_at_once_make_one_chain()
    {
        var districtId = await database.CreateDistrictAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AppendAsync(districtId)));

        Assert.Null(await VerifyAsync(districtId));
    }

    [Fact]
    public async Task A_rollback_leaves_the_chain_whole()
    {
        var districtId = await DistrictWithEventsAsync(1);
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await AuditTrail.AppendAsync(transaction, Happened(districtId), Change);
        }

        await AppendAsync(districtId);

        Assert.Null(await VerifyAsync(districtId));
    }

    private static ChangeContext Change => new(Actor.Command("month close"), _clock.GetUtcNow(), "The parent called.");

    private static AuditEvent Happened(DistrictId districtId) =>
        new(districtId, "entry.corrected", "entry", "17", new() { ["minutes"] = 30, ["a"] = "é 'x'" });

    private async Task<DistrictId> DistrictWithEventsAsync(int count)
    {
        var districtId = await database.CreateDistrictAsync();
        for (var i = 0; i < count; i++)
        {
            await AppendAsync(districtId);
        }

        return districtId;
    }

    private async Task AppendAsync(DistrictId districtId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AuditTrail.AppendAsync(transaction, Happened(districtId), Change);
        await transaction.CommitAsync();
    }

    private async Task<long?> VerifyAsync(DistrictId districtId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await AuditTrail.VerifyAsync(connection, districtId);
    }
}
