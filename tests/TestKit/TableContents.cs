using System.Text;
using Dapper;
using Npgsql;
using Xunit;

namespace MedicaidLogs.TestKit;

/// <summary>Every row of every table as text: what two moments of one database, or two databases, are compared by.</summary>
/// <remarks>Left out is what the server's own clock writes; what a command writes is by the clock that it was given, and is compared.</remarks>
public sealed class TableContents
{
    private const int ShownDifferences = 5;
    private const int ShownCharacters = 400;

    private const string Tables = """
        select format('%I.%I', schemaname, tablename)
        from pg_tables
        where schemaname in ('ops', 'intake', 'billing') and tablename <> 'schema_migration'
          and not exists (select from pg_inherits i where i.inhrelid = format('%I.%I', schemaname, tablename)::regclass)
        order by 1
        """;

    private readonly SortedDictionary<string, string[]> _rows;

    private TableContents(SortedDictionary<string, string[]> rows) => _rows = rows;

    public static async Task<TableContents> ReadAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        var rows = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var table in (await connection.QueryAsync<string>(Tables)).AsList())
        {
            var texts = await connection.QueryAsync<string>($"select (to_jsonb(x) - 'stored_at')::text from {table} x");
            rows[table] = [.. texts.Order(StringComparer.Ordinal)];
        }

        return new(rows);
    }

    /// <summary>Fails with the first rows that differ, table by table.</summary>
    /// <param name="besides">Tables that may differ.</param>
    public void AssertSame(TableContents actual, params string[] besides)
    {
        var differences = new StringBuilder();
        foreach (var (table, rows) in _rows.Where(table => !besides.Contains(table.Key)))
        {
            Append(differences, $"{table} lacks", Missing(rows, actual._rows[table]));
            Append(differences, $"{table} has besides", Missing(actual._rows[table], rows));
        }

        Assert.True(differences.Length == 0, differences.ToString());
    }

    /// <summary>What stands in one and not in the other, as often as it does.</summary>
    private static IEnumerable<string> Missing(string[] rows, string[] from)
    {
        var left = from.CountBy(row => row).ToDictionary();
        return rows.Where(row => (left[row] = left.GetValueOrDefault(row) - 1) < 0);
    }

    private static void Append(StringBuilder differences, string what, IEnumerable<string> rows)
    {
        var all = rows.ToArray();
        foreach (var row in all.Take(ShownDifferences))
        {
            differences.Append(what).Append(": ").AppendLine(row.Length > ShownCharacters ? row[..ShownCharacters] : row);
        }

        if (all.Length > ShownDifferences)
        {
            differences.Append(what).AppendLine($": {all.Length - ShownDifferences} more");
        }
    }
}
