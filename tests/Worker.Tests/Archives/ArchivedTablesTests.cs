using Dapper;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Archives;

namespace MedicaidLogs.Worker.Tests.Archives;

/// <summary>What keeps the way out whole while the schema grows: the lists against the database's own catalogue.</summary>
public sealed class ArchivedTablesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string TablesOfDistricts = """
        select format('%s.%s', n.nspname, c.relname)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'district_id' and not a.attisdropped
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        order by 1
        """;

    private const string References = """
        select distinct conrelid::regclass::text as "From", confrelid::regclass::text as "To"
        from pg_constraint
        where contype = 'f' and conparentid = 0 and conrelid <> confrelid
        """;

    private const string ColumnsOf = """
        select format('%s.%s', attrelid::regclass, attname) from pg_attribute where attrelid = any(@tables::regclass[]) and attnum > 0
        """;

    private const string WithoutKey = """
        select t from unnest(@tables) t where not exists (select from pg_index where indrelid = t::regclass and indisprimary)
        """;

    [Fact]
    public async Task Every_table_of_districts_is_archived_or_left_out_for_a_reason() =>
        Assert.Equal(
            await QueryAsync<string>(TablesOfDistricts),
            ArchivedTables.All.Select(table => table.Name).Concat(ArchivedTables.LeftOut.Select(table => table.Name)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_table_is_loaded_after_those_that_it_refers_to()
    {
        var order = ArchivedTables.All.Select(table => table.Name).ToList();
        order.InsertRange(1, ["ops.stored_file", "ops.stored_file_chunk"]); // the files themselves, after the district

        Assert.Empty(
            from reference in await QueryAsync<(string From, string To)>(References)
            where order.Contains(reference.From) && order.IndexOf(reference.To) is var to && (to < 0 || to > order.IndexOf(reference.From))
            select $"{reference.From} refers to {reference.To}");
    }

    [Fact]
    public async Task A_column_that_stays_behind_is_one_of_its_table()
    {
        var columns = await QueryAsync<string>(ColumnsOf, new { tables = Names() });

        Assert.Empty(ArchivedTables.All.SelectMany(table => table.Replaced, (table, column) => $"{table.Name}.{column.Name}").Except(columns));
    }

    [Fact]
    public async Task Rows_have_an_order_of_their_own() =>
        Assert.Empty(await QueryAsync<string>(WithoutKey, new { tables = Names() }));

    private static string[] Names() => [.. ArchivedTables.All.Select(table => table.Name)];

    private async Task<List<T>> QueryAsync<T>(string sql, object? of = null)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql, of)).AsList();
    }
}
