using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests.Audit;

public sealed class RecordReadTrailTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateTimeOffset _now = new(2026, 10, 5, 8, 30, 0, 123, 456, TimeSpan.FromHours(-4));
    private static readonly Guid _reader = new("6f6d8c51-7d9b-4d1e-9f0a-3c5f1e3f7a10");

    [Fact]
    public async Task Untouched_batches_are_sound()
    {
        var districtId = await DistrictWithBatchesAsync(3);

        Assert.Null(await VerifyAsync(districtId));
    }

    [Fact]
    public async Task A_district_that_nobody_read_in_is_sound() => Assert.Null(await VerifyAsync(await database.CreateDistrictAsync()));

    [Theory]
    [InlineData("update ops.record_read set student_id = 99 where district_id = @districtId and batch = 2 and position = 1", 2)]
    [InlineData("update ops.record_read set at = at + interval '1 microsecond' where district_id = @districtId and batch = 3 and position = 2", 3)]
    [InlineData("update ops.record_read set student_id = 7 where district_id = @districtId and batch = 1 and student_id is null", 1)]
    [InlineData("delete from ops.record_read where district_id = @districtId and batch = 2 and position = 2", 2)]
    [InlineData("delete from ops.record_read where district_id = @districtId and batch = 2", 2)]
    [InlineData("delete from ops.record_read where district_id = @districtId and batch = 2; delete from ops.record_read_batch where district_id = @districtId and batch = 2", 2)]
    [InlineData("delete from ops.record_read where district_id = @districtId and batch = 3; delete from ops.record_read_batch where district_id = @districtId and batch = 3", 3)]
    public async Task Names_the_first_batch_that_was_tampered_with(string tampering, long firstBroken)
    {
        var districtId = await DistrictWithBatchesAsync(3);
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

    [Fact]
    public async Task Many_at_once_make_one_chain()
    {
        var districtId = await database.CreateDistrictAsync();

        await Task.WhenAll(Enumerable.Range(1, 8).Select(_ => AppendAsync(districtId)));

        Assert.Null(await VerifyAsync(districtId));
    }

    private async Task<DistrictId> DistrictWithBatchesAsync(int batches)
    {
        var districtId = await database.CreateDistrictAsync();
        for (var batch = 0; batch < batches; batch++)
        {
            await AppendAsync(districtId);
        }

        return districtId;
    }

    private async Task AppendAsync(DistrictId districtId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RecordReadTrail.AppendAsync(
            transaction,
            [
                new(districtId, _now, _reader, "/Clerk/Entry", "entry", 1, 11),
                new(districtId, _now, _reader, "/Clerk/MalformedLines", "import-file", 2, null),
            ]);
        await transaction.CommitAsync();
    }

    private async Task<long?> VerifyAsync(DistrictId districtId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await RecordReadTrail.VerifyAsync(connection, districtId);
    }
}
