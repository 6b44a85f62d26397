using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using Npgsql;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>The tables that a large district-month is loaded into before they become its partitions (ADR 0004).</summary>
/// <remarks>
/// They are filled and indexed by two connections of their own, outside the importing transaction, and nobody sees them until that
/// transaction attaches them. What a killed import leaves behind is dropped by the next one of the month; the district's lock, which
/// the importing transaction holds, keeps any other away.
/// </remarks>
public sealed class MonthTables
{
    /// <summary>From so many new rows on, a month that is still empty is loaded without live indexes.</summary>
    public const int WorthwhileRows = 20_000;

    /// <summary>Shares of the work, a connection for each.</summary>
    private const int Shares = 2;

    [Sql]
    private const string EmptySql = """
        select not exists (select from intake.entry where district_id = @districtId and service_month = @month)
           and not intake.month_is_attached(@districtId, @month)
        """;

    [Sql]
    private const string CreateSql = "select intake.new_month_tables(@districtId, @month)";

    [Sql]
    private const string IndexSql = "select intake.index_month_tables(@districtId, @month, @share)";

    [Sql]
    private const string AttachSql = "select intake.attach_month_tables(@districtId, @month)";

    private readonly NpgsqlDataSource _database;
    private readonly DistrictId _districtId;
    private readonly DateOnly _month;
    private readonly string _suffix;

    private MonthTables(NpgsqlDataSource database, DistrictId districtId, DateOnly month, string suffix)
    {
        _database = database;
        _districtId = districtId;
        _month = month;
        _suffix = suffix;
    }

    /// <summary>Tables for a month that is to receive so many rows; null where the ordinary way is the better one: the rows are few, or the month has some.</summary>
    /// <param name="transaction">Holds the district's lock.</param>
    public static async Task<MonthTables?> CreateIfWorthwhileAsync(
        NpgsqlDataSource database, NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, int rows, CancellationToken cancellationToken)
    {
        var of = new { districtId, month };
        if (rows < WorthwhileRows
            || !await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(EmptySql, of, transaction, cancellationToken: cancellationToken)))
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var suffix = await connection.ExecuteScalarAsync<string>(new CommandDefinition(CreateSql, of, cancellationToken: cancellationToken));
        return new MonthTables(database, districtId, month, suffix!);
    }

    /// <summary>Fills the tables and builds their indexes.</summary>
    /// <param name="findings">Ordered by entry and code.</param>
    public async Task LoadAsync(long checkRunId, Entry[] entries, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        using (Steps.Begin("copy"))
        {
            await InSharesAsync(
                async (connection, share) =>
                {
                    var (from, to) = (entries.Length * share / Shares, entries.Length * (share + 1) / Shares);
                    var slice = new ArraySegment<Entry>(entries, from, to - from);
                    await EntryWriter.CopyAsync(connection, $"intake.entry_{_suffix}", _districtId, checkRunId, slice, cancellationToken);
                    if (share == 0)
                    {
                        await FindingStore.CopyAsync(
                            connection, $"intake.finding_{_suffix}", _districtId, checkRunId, _month, findings, cancellationToken);
                    }
                },
                cancellationToken);
        }

        using (Steps.Begin("indexes"))
        {
            await InSharesAsync(
                (connection, share) => connection.ExecuteAsync(new CommandDefinition(
                    IndexSql, new { districtId = _districtId, month = _month, share }, commandTimeout: 0, cancellationToken: cancellationToken)),
                cancellationToken);
        }
    }

    /// <summary>Makes the tables partitions. Everything becomes visible when the caller commits.</summary>
    public async Task AttachAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("attach");
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            AttachSql, new { districtId = _districtId, month = _month }, transaction, commandTimeout: 0, cancellationToken: cancellationToken));
    }

    private Task InSharesAsync(Func<NpgsqlConnection, int, Task> work, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Shares).Select(async share =>
        {
            await using var connection = await _database.OpenConnectionAsync(cancellationToken);
            await work(connection, share);
        }));
}
