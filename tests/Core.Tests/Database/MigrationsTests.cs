using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.TestKit;
using Npgsql;

namespace MedicaidLogs.Core.Tests.Database;

public sealed class MigrationsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly Migration _newer = new(Migration.Embedded.Count + 1, "more", "create table ops.more (id int)");

    [Fact]
    public async Task A_migrated_database_needs_nothing() =>
        Assert.Equal(0, await Migrations.ApplyAsync(database.DataSource));

    [Fact]
    public async Task Many_starters_at_once_run_each_migration_once()
    {
        var empty = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false };
        empty.Database += "_empty";
        await using var owner = await database.DataSource.OpenConnectionAsync();
        await owner.ExecuteAsync($"create database {empty.Database} template template0");
        await using var target = MedlogsDatabase.Connect(empty.ConnectionString, "medlogs tests");

        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrations.ApplyAsync(target)));

        Assert.Equal(Migration.Embedded.Count, ran.Sum());
        await owner.ExecuteAsync($"drop database {empty.Database} with (force)");
    }

    [Fact]
    public void Line_endings_do_not_change_a_checksum() =>
        Assert.Equal(
            new Migration(1, "a", "select 1;\nselect 2;\n").Checksum,
            new Migration(1, "a", "select 1;\r\nselect 2;\r\n").Checksum);

    [Fact]
    public async Task Refuses_an_edited_migration()
    {
        var edited = Migration.Embedded[0] with { Sql = "select 1" };

        var fault = await Assert.ThrowsAsync<MigrationException>(
            () => Migrations.ApplyAsync(database.DataSource, [edited, .. Migration.Embedded.Skip(1)]));

        Assert.Contains("0001_ops was edited", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_gap_in_the_numbers()
    {
        var fault = await Assert.ThrowsAsync<MigrationException>(
            () => Migrations.ApplyAsync(database.DataSource, [.. Migration.Embedded, _newer with { Number = _newer.Number + 1 }]));

        Assert.Contains($"Migration {_newer.Number:0000} is missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_database_that_is_newer_than_the_program()
    {
        var fault = await Assert.ThrowsAsync<MigrationException>(() => Migrations.ApplyAsync(database.DataSource, []));

        Assert.Contains("newer than this program", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_nothing_of_a_migration_that_fails()
    {
        var failing = _newer with { Sql = "create table ops.half (id int); select no_such_function();" };

        var fault = await Assert.ThrowsAsync<MigrationException>(
            () => Migrations.ApplyAsync(database.DataSource, [.. Migration.Embedded, failing]));

        Assert.Contains("no_such_function", fault.Message, StringComparison.Ordinal);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Null(await connection.ExecuteScalarAsync<string>("select to_regclass('ops.half')::text"));
        Assert.Equal(Migration.Embedded.Count, await connection.ExecuteScalarAsync<int>("select count(*) from ops.schema_migration"));
    }
}
