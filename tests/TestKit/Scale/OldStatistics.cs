using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.TestKit.Scale;

/// <summary>Statistics of the day before a district sent its first file; autovacuum never comes.</summary>
/// <remarks>
/// In a store of millions of rows a new district or a new month is in no statistics for days: autovacuum takes a tenth of a table for worth
/// looking at. Until then the planner believes that there is one row of it, whatever there is.
/// </remarks>
public static class OldStatistics
{
    private const string Script = """
        create schema aside;
        set session_replication_role = replica;
        create table aside.moved as
        select c.oid::regclass as of, 'aside.t' || c.oid as name, string_agg(quote_ident(a.attname), ', ') as columns
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        where n.nspname in ('ops', 'intake', 'billing') and c.relkind = 'r'
          and exists (select from pg_attribute d where d.attrelid = c.oid and d.attname = 'district_id')
        group by c.oid;
        do $$
        declare t record;
        begin
            for t in select * from aside.moved loop
                execute format('alter table %s set (autovacuum_enabled = false)', t.of);
                execute format('create table %s as select %s from %s where district_id = {district}', t.name, t.columns, t.of);
                execute format('delete from %s where district_id = {district}', t.of);
            end loop;
            analyze;
            for t in select * from aside.moved loop
                execute format('insert into %s (%s) overriding system value select %s from %s', t.of, t.columns, t.columns, t.name);
            end loop;
        end $$;
        set session_replication_role = origin;
        drop schema aside cascade;
        """;

    public static async Task ForgetAsync(NpgsqlDataSource database, DistrictId districtId)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            Script.Replace("{district}", districtId.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), connection)
        {
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync();
    }
}
