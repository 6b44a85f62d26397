using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.TestKit;
using Npgsql;

namespace MedicaidLogs.Core.Tests.Database;

public sealed class BulkCopyTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly Row _full = new(
        7, int.MinValue, long.MaxValue, true, new(1999, 12, 31), new(23, 59, 59, 999, 123), new(2026, 10, 5, 13, 5, 0, TimeSpan.Zero),
        new("00112233-4455-6677-8899-aabbccddeeff"), "Zoë O’Brien 学 😀", ["", "two, \"three\""]);

    [Fact]
    public async Task Every_type_comes_back_as_it_went()
    {
        await using var connection = await TableAsync();
        var bare = new Row(8, 0, null, false, null, null, null, Guid.Empty, null, []);

        await CopyAsync(connection, [_full, bare]);

        Assert.Equal([_full, bare], await ReadAsync(connection), RowsAreEqual);
    }

    [Fact]
    public async Task More_rows_than_one_slice_come_back_all_and_in_order()
    {
        await using var connection = await TableAsync();
        var rows = Enumerable.Range(1, 5_000).Select(i => _full with { Id = i, Text = new string('x', i % 300) }).ToList();

        await CopyAsync(connection, rows);

        Assert.Equal(rows, await ReadAsync(connection), RowsAreEqual);
    }

    [Fact]
    public async Task No_rows_send_nothing()
    {
        await using var connection = await TableAsync();
        await CopyAsync(connection, []);
        Assert.Empty(await ReadAsync(connection));
    }

    [Fact]
    public async Task A_row_that_the_server_refuses_takes_all_of_them_with_it()
    {
        await using var connection = await TableAsync();
        await Assert.ThrowsAsync<PostgresException>(() => CopyAsync(connection, [_full, _full with { Id = 1, Text = "NUL \0" }]));
        Assert.Empty(await ReadAsync(connection));
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_ends_the_copy_and_its_transaction_keeps_nothing()
    {
        await using var connection = await TableAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await Assert.ThrowsAsync<System.Text.EncoderFallbackException>(
                () => CopyAsync(connection, [_full, _full with { Id = 1, Text = "half a pair \ud83d" }]));
        }

        Assert.Empty(await ReadAsync(connection));
    }

    [Fact]
    public async Task Json_comes_back_as_it_went()
    {
        string?[] documents = ["""[{"Zoë": "😀"}]""", null, "{}"];
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("drop table if exists documents; create temporary table documents (id int, document jsonb)");

        await BulkCopy.WriteAsync(
            connection,
            "copy documents from stdin (format binary)",
            documents.Length,
            (row, i) =>
            {
                row.Begin(2);
                row.Write(i);
                row.WriteJson(documents[i]);
            },
            CancellationToken.None);

        Assert.Equal(documents, await connection.QueryAsync<string?>("select document::text from documents order by id"));
    }

    private static Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<Row> rows) => BulkCopy.WriteAsync(
        connection,
        "copy copied from stdin (format binary)",
        rows.Count,
        (row, i) =>
        {
            row.Begin(10);
            row.Write(rows[i].Id);
            row.Write(rows[i].Whole);
            row.Write(rows[i].Big);
            row.Write(rows[i].Truth);
            row.Write(rows[i].Day);
            row.Write(rows[i].Time);
            row.Write(rows[i].Instant);
            row.Write(rows[i].Guid);
            row.Write(rows[i].Text);
            row.Write(rows[i].Texts);
        },
        CancellationToken.None);

    private async Task<NpgsqlConnection> TableAsync()
    {
        var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            drop table if exists copied; -- a connection is not reset when it comes back from the pool
            create temporary table copied (
                id int primary key, whole int, big bigint, truth boolean, day date, at time, instant timestamptz, guid uuid, words text, texts text[])
            """);
        return connection;
    }

    private static async Task<List<Row>> ReadAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select * from copied order by id", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Row>();
        while (await reader.ReadAsync())
        {
            rows.Add(new(
                reader.GetInt32(0), reader.GetInt32(1), Get<long>(2), reader.GetBoolean(3), Get<DateOnly>(4), Get<TimeOnly>(5),
                Get<DateTimeOffset>(6), reader.GetGuid(7), reader.IsDBNull(8) ? null : reader.GetString(8), reader.GetFieldValue<string[]>(9)));
        }

        return rows;

        T? Get<T>(int column)
            where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
    }

    private static bool RowsAreEqual(Row one, Row other) =>
        one with { Texts = _none } == other with { Texts = _none } && one.Texts.SequenceEqual(other.Texts);

    private static readonly string[] _none = [];

    private sealed record Row(
        int Id, int Whole, long? Big, bool Truth, DateOnly? Day, TimeOnly? Time, DateTimeOffset? Instant, Guid Guid, string? Text, string[] Texts);
}
