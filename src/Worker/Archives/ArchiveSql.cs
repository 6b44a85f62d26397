using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Worker.Archives;

/// <summary>The statements that carry one table out and in. PostgreSQL makes them from its own catalogue, so a new column goes with its table.</summary>
/// <param name="CopyOut">The district's rows as CSV with a header, in the order of the primary key and by bytes: the same on every server.</param>
/// <param name="CopyIn">Takes just that; refuses other columns.</param>
/// <param name="CountSql">How many rows the district has.</param>
internal sealed record ArchiveSql(string CopyOut, string CopyIn, string CountSql)
{
    [Sql]
    private const string OfTablesSql = """
        select format('copy (select %s from %s where district_id = %s order by %s) to stdout (format csv, header)',
                      c.written, t.name, @districtId::int, k.columns) as copy_out,
               format('copy %s (%s) from stdin (format csv, header match)', t.name, c.columns) as copy_in,
               format('select count(*) from %s where district_id = %s', t.name, @districtId::int) as count_sql
        from unnest(@tables::text[]) with ordinality as t (name, position)
        cross join lateral (
            select string_agg(format('%I', a.attname), ', ' order by a.attnum) as columns,
                   string_agg(coalesce(r.value || format(' as %I', a.attname), format('%I', a.attname)), ', ' order by a.attnum) as written
            from pg_attribute a
            left join unnest(@replacedColumns::text[], @replacedBy::text[]) as r (name, value) on r.name = t.name || '.' || a.attname
            where a.attrelid = t.name::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') c
        cross join lateral (
            select string_agg(format(case when a.attcollation = 0 then '%I' else '%I collate "C"' end, a.attname), ', ' order by i.position) as columns
            from pg_index x
            cross join unnest(x.indkey) with ordinality as i (attnum, position)
            join pg_attribute a on a.attrelid = x.indrelid and a.attnum = i.attnum
            where x.indrelid = t.name::regclass and x.indisprimary) k
        order by t.position
        """;

    /// <summary>Values are written, and read, in one way whatever the server's settings are. Until the transaction ends.</summary>
    [Sql]
    private const string PlainValuesSql = """
        select set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true), set_config('IntervalStyle', 'iso_8601', true),
               set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true)
        """;

    /// <summary>Of every archived table, in their order.</summary>
    public static async Task<IReadOnlyList<ArchiveSql>> OfTablesAsync(NpgsqlTransaction transaction, DistrictId districtId, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(PlainValuesSql, transaction: transaction, cancellationToken: cancellationToken));
        var replaced = ArchivedTables.All.SelectMany(table => table.Replaced, (table, column) => (Name: $"{table.Name}.{column.Name}", column.Value)).ToArray();
        return (await transaction.Connection!.QueryAsync<ArchiveSql>(new CommandDefinition(
            OfTablesSql,
            new
            {
                districtId,
                tables = ArchivedTables.All.Select(table => table.Name).ToArray(),
                replacedColumns = replaced.Select(column => column.Name).ToArray(),
                replacedBy = replaced.Select(column => column.Value).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken))).AsList();
    }
}
