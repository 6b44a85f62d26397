using Dapper;
using Npgsql;

namespace MedicaidLogs.Core.Database;

/// <summary>Brings a database to the program's schema: each pending migration in its own transaction, one starter at a time.</summary>
public static class Migrations
{
    private const long AdvisoryLockKey = 0x6D65646C6F6773; // "medlogs"

    [Sql]
    private const string LockSql = "select pg_advisory_xact_lock(@key)";

    private const string CreateHistory = """
        create schema if not exists ops;
        create table if not exists ops.schema_migration (
            number     int primary key check (number >= 1),
            name       text not null,
            checksum   text not null check (checksum ~ '^[0-9a-f]{64}$'),
            applied_at timestamptz not null default now()
        );
        """;

    [Sql]
    private const string AppliedSql = "select number, name, checksum from ops.schema_migration order by number";

    [Sql]
    private const string RecordSql = """
        insert into ops.schema_migration (number, name, checksum) values (@number, @name, @checksum)
        """;

    private sealed record Applied(int Number, string Name, string Checksum);

    /// <summary>Applies the program's own migrations and returns how many ran.</summary>
    /// <exception cref="MigrationException">A migration was edited, is missing or failed, or the database is newer than the program.</exception>
    public static Task<int> ApplyAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken = default) =>
        ApplyAsync(dataSource, Migration.Embedded, cancellationToken);

    /// <inheritdoc cref="ApplyAsync(NpgsqlDataSource, CancellationToken)"/>
    public static async Task<int> ApplyAsync(
        NpgsqlDataSource dataSource, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken = default)
    {
        RefuseGaps(migrations);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var ran = 0;
        while (await ApplyNextAsync(connection, migrations, cancellationToken))
        {
            ran++;
        }

        return ran;
    }

    /// <summary>One transaction: lock, compare what ran with what we have, run the first pending one. False when none is pending.</summary>
    private static async Task<bool> ApplyNextAsync(
        NpgsqlConnection connection, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(LockSql, new { key = AdvisoryLockKey }, transaction);
        await connection.ExecuteAsync(CreateHistory, transaction: transaction);
        var applied = (await connection.QueryAsync<Applied>(AppliedSql, transaction: transaction)).AsList();
        Compare(applied, migrations);
        if (applied.Count == migrations.Count)
        {
            await transaction.CommitAsync(cancellationToken);
            return false;
        }

        var next = migrations[applied.Count];
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(
                next.Sql, transaction: transaction, commandTimeout: 0, cancellationToken: cancellationToken));
        }
        catch (PostgresException fault)
        {
            throw new MigrationException(
                $"Migration {next} failed at character {fault.Position}: {fault.MessageText}. Nothing of it was kept.", fault);
        }

        await connection.ExecuteAsync(RecordSql, new { next.Number, next.Name, next.Checksum }, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static void RefuseGaps(IReadOnlyList<Migration> migrations)
    {
        for (var i = 0; i < migrations.Count; i++)
        {
            if (migrations[i].Number != i + 1)
            {
                throw new MigrationException(
                    $"Migration {i + 1:0000} is missing: found {migrations[i]} in its place. Numbers run from 0001 without gaps or doubles.");
            }
        }
    }

    private static void Compare(List<Applied> applied, IReadOnlyList<Migration> migrations)
    {
        for (var i = 0; i < applied.Count; i++)
        {
            if (applied[i].Number != i + 1)
            {
                throw new MigrationException(
                    $"The database's history has a gap: migration {i + 1:0000} is not recorded in ops.schema_migration, a later one is.");
            }

            if (i >= migrations.Count)
            {
                throw new MigrationException(
                    $"The database is newer than this program: it has migration {applied[i].Number:0000}_{applied[i].Name}, "
                    + $"the program ends at {migrations.Count:0000}. Use the program's newer version.");
            }

            if (applied[i].Checksum != migrations[i].Checksum)
            {
                throw new MigrationException(
                    $"Migration {migrations[i]} was edited after it ran on this database. Restore its text and put the change into a new migration.");
            }
        }
    }
}
