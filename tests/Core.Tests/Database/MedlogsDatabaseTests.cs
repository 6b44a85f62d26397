using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using Npgsql;

namespace MedicaidLogs.Core.Tests.Database;

public sealed class MedlogsDatabaseTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private sealed record Row(
        DistrictId DistrictId, DateOnly ServiceDate, TimeOnly StartTime, TimeOnly? EndTime, DateTimeOffset SignedAt, FileHash Sha256);

    [Fact]
    public async Task Our_types_go_out_and_come_home()
    {
        var row = new Row(
            new(7), new(2026, 10, 5), new(8, 30), null, new(2026, 10, 5, 9, 0, 0, TimeSpan.FromHours(-4)),
            FileHash.FromBytes(new byte[32]));
        await using var connection = await database.DataSource.OpenConnectionAsync();

        var read = await connection.QuerySingleAsync<Row>(
            """
            select @DistrictId::int as district_id, @ServiceDate::date as service_date, @StartTime::time as start_time,
                @EndTime::time as end_time, @SignedAt::timestamptz as signed_at, @Sha256::bytea as sha256
            """,
            row);

        Assert.Equal(row, read);
    }

    [Fact]
    public async Task An_error_names_no_row_values_even_where_the_connection_string_asks_for_them()
    {
        await database.CreateDistrictAsync("here-already");
        await using var dataSource = MedlogsDatabase.Connect(database.ConnectionString + ";Include Error Detail=true", "medlogs tests");
        await using var connection = await dataSource.OpenConnectionAsync();

        var fault = await Assert.ThrowsAsync<PostgresException>(
            () => connection.ExecuteAsync("insert into ops.district select (d).* from (select d from ops.district d limit 1) copy"));

        Assert.DoesNotContain("here-already", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_who_it_is_and_keeps_the_users_own_options()
    {
        await using var dataSource = MedlogsDatabase.Connect(database.ConnectionString + ";Maximum Pool Size=3", "medlogs import");

        var options = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);

        Assert.Equal((3, "medlogs import"), (options.MaxPoolSize, options.ApplicationName));
    }
}
