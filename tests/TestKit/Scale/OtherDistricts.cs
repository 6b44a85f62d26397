using MedicaidLogs.Core.Ids;
using Npgsql;
using static System.FormattableString;

namespace MedicaidLogs.TestKit.Scale;

/// <summary>Districts that share the store: each has a copy of all that one of them has, in every table that names a district.</summary>
/// <remarks>
/// A new table is among them by itself. What must differ beyond the district (an address, an account's id) gets the other district's number
/// behind it; so does a UUID, wherever it stands, for it may name an account.
/// </remarks>
public static class OtherDistricts
{
    /// <summary>Of a table that has fewer rows than this, more districts have copies: else it were so short that the planner reads all of it.</summary>
    private const int ThinRows = 50, MoreOfThin = 12;

    private const string CopyStatements = """
        with
        table_of as (
            select c.oid, c.oid::regclass::text as name
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('ops', 'intake', 'billing') and c.relkind in ('r', 'p') and not c.relispartition
              and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'district_id')),
        shared_key as ( -- columns of keys that all districts share
            select a.attrelid, a.attname
            from pg_index i
            join table_of t on t.oid = i.indrelid
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
            where i.indisunique and not exists (
                select from pg_attribute d where d.attrelid = i.indrelid and d.attname = 'district_id' and d.attnum = any (i.indkey::int2[]))),
        column_of as (
            select t.oid, t.name, a.attnum, quote_ident(a.attname) as column,
                   case
                       when a.attname = 'district_id' then '{last} + d'
                       when a.atttypid = 'uuid'::regtype then format('md5(t.%I::text || d)::uuid', a.attname)
                       when a.atttypid = 'int4'::regtype and a.attname in (select attname from shared_key) then format('t.%I + 100000 * d', a.attname)
                       when a.atttypid = 'text'::regtype and (a.attrelid, a.attname) in (select attrelid, attname from shared_key)
                           then format('t.%I || ''-'' || d', a.attname)
                       else format('t.%I', a.attname)
                   end as value
            from table_of t join pg_attribute a on a.attrelid = t.oid
            where a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
        select format('insert into %s (%s) overriding system value select %s from %s t, generate_series(1, case when (select count(*) from %s where district_id = {of}) < {thin} then {more} else {districts} end) d where t.district_id = {of}',
                      name, string_agg(c.column, ', ' order by attnum), string_agg(c.value, ', ' order by attnum), name, name)
        from column_of c
        group by oid, name
        """;

    /// <summary>And tells the planner how much there is.</summary>
    public static async Task AddAsync(NpgsqlDataSource database, DistrictId districtId, int districts)
    {
        await using (var connection = await database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await RunAsync(connection, "set local session_replication_role = replica"); // rows are right already: they are copies
            await using var last = new NpgsqlCommand("select max(district_id) from ops.district", connection);
            var statements = CopyStatements
                .Replace("{last}", Invariant($"{await last.ExecuteScalarAsync()}"), StringComparison.Ordinal)
                .Replace("{districts}", Invariant($"{districts}"), StringComparison.Ordinal)
                .Replace("{thin}", Invariant($"{ThinRows}"), StringComparison.Ordinal)
                .Replace("{more}", Invariant($"{districts * MoreOfThin}"), StringComparison.Ordinal)
                .Replace("{of}", Invariant($"{districtId.Value}"), StringComparison.Ordinal);
            foreach (var statement in await ListAsync(connection, statements))
            {
                await RunAsync(connection, statement);
            }

            await transaction.CommitAsync();
        }

        await using var analyze = database.CreateCommand("vacuum analyze");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await reader.ReadAsync())
        {
            list.Add(reader.GetString(0));
        }

        return list;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
