using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.TestKit;
using MedicaidLogs.Web.Reads;
using Npgsql;

namespace MedicaidLogs.Web.Tests.Reads;

public sealed class RecordReadWriterTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Those_who_wait_at_one_moment_share_a_batch_and_nothing_is_lost()
    {
        const int Readers = 50;
        var districtId = await database.CreateDistrictAsync();
        using var writer = new RecordReadWriter(database.DataSource);

        await Task.WhenAll(Enumerable.Range(1, Readers).Select(student => writer.WriteAsync(
            [new(districtId, WebFixture.Now, Guid.NewGuid(), "/Clerk/Entry", "entry", student, student)])));

        await using var connection = await database.DataSource.OpenConnectionAsync();
        var (students, batches) = await connection.QuerySingleAsync<(long, long)>(
            "select count(distinct student_id), count(distinct batch) from ops.record_read where district_id = @districtId", new { districtId });
        Assert.Equal(Readers, students);
        Assert.True(batches < Readers);
        Assert.Null(await RecordReadTrail.VerifyAsync(connection, districtId));
    }

    [Fact]
    public async Task A_read_that_cannot_be_written_fails_for_its_reader_and_not_for_the_next()
    {
        var districtId = await database.CreateDistrictAsync();
        using var writer = new RecordReadWriter(database.DataSource);
        RecordRead read = new(districtId, WebFixture.Now, Guid.NewGuid(), "/Clerk/Entry", "entry", 1, 1);

        await Assert.ThrowsAsync<PostgresException>(() => writer.WriteAsync([read with { Page = "" }]));
        await writer.WriteAsync([read]);

        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Null(await RecordReadTrail.VerifyAsync(connection, districtId));
    }
}
