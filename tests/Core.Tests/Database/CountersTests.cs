using MedicaidLogs.Core.Database;
using MedicaidLogs.TestKit;
using Npgsql;

namespace MedicaidLogs.Core.Tests.Database;

public sealed class CountersTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Numbers_begin_at_one_and_follow_each_other()
    {
        var districtId = await database.CreateDistrictAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        Assert.Equal(1, await Counters.TakeAsync(transaction, districtId, "claim", 1));
        Assert.Equal(2, await Counters.TakeAsync(transaction, districtId, "claim", 10));
        Assert.Equal(12, await Counters.TakeAsync(transaction, districtId, "claim", 1));
        Assert.Equal(1, await Counters.TakeAsync(transaction, districtId, "entry", 1));
    }

    [Fact]
    public async Task A_rollback_gives_the_numbers_back()
    {
        var districtId = await database.CreateDistrictAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using (var lost = await connection.BeginTransactionAsync())
        {
            await Counters.TakeAsync(lost, districtId, "claim", 5);
        }

        await using var kept = await connection.BeginTransactionAsync();
        Assert.Equal(1, await Counters.TakeAsync(kept, districtId, "claim"));
    }

    [Fact]
    public async Task Many_at_once_get_every_number_once()
    {
        var districtId = await database.CreateDistrictAsync();

        var numbers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => TakeOneAsync()));

        Assert.Equal(Enumerable.Range(1, 40).Select(number => (long)number), numbers.Order());

        async Task<long> TakeOneAsync()
        {
            await using var connection = await database.DataSource.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var number = await Counters.TakeAsync(transaction, districtId, "claim");
            await transaction.CommitAsync();
            return number;
        }
    }

    [Fact]
    public async Task A_district_is_locked_until_the_transaction_ends()
    {
        var districtId = await database.CreateDistrictAsync();
        var other = await database.CreateDistrictAsync();
        await using var first = await database.DataSource.OpenConnectionAsync();
        await using var second = await database.DataSource.OpenConnectionAsync();
        await using (var holder = await first.BeginTransactionAsync())
        {
            await DistrictLock.AcquireAsync(holder, districtId);
            await using var waiter = await ImpatientAsync(second);

            await DistrictLock.AcquireAsync(waiter, other);
            var fault = await Assert.ThrowsAsync<PostgresException>(() => DistrictLock.AcquireAsync(waiter, districtId));
            Assert.Equal(PostgresErrorCodes.LockNotAvailable, fault.SqlState);
        }

        await using var next = await ImpatientAsync(second);
        await DistrictLock.AcquireAsync(next, districtId);
    }

    private static async Task<NpgsqlTransaction> ImpatientAsync(NpgsqlConnection connection)
    {
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("set local lock_timeout = '20ms'", connection);
        await command.ExecuteNonQueryAsync();
        return transaction;
    }
}
