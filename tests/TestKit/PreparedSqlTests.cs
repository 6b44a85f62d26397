using System.Reflection;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Database;
using Npgsql;
using Xunit;

namespace MedicaidLogs.TestKit;

/// <summary>PREPAREs every statement of one assembly on the migrated schema: a wrong column fails here, not at a clerk's desk.</summary>
public abstract partial class PreparedSqlTests(DatabaseFixture database, string assembly) : IClassFixture<DatabaseFixture>
{
    private sealed record Statement(string Name, string Text, SqlAttribute? Mark);

    private List<Statement> Statements { get; } =
        [.. from type in Assembly.Load(assembly).GetTypes()
            from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where field.IsLiteral && field.FieldType == typeof(string)
            let mark = field.GetCustomAttribute<SqlAttribute>()
            where mark is not null || field.Name.EndsWith("Sql", StringComparison.Ordinal)
            select new Statement($"{type.Name}.{field.Name}", (string)field.GetRawConstantValue()!, mark)];

    [Fact]
    public async Task Every_statement_fits_the_schema()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var faults = new List<string>();
        foreach (var statement in Statements.Where(statement => statement.Mark is not null))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            try
            {
                await ExecuteAsync(connection, statement.Mark!.After);
                await ExecuteAsync(connection, Preparing(statement.Text));
                await ExecuteAsync(connection, "deallocate all");
            }
            catch (PostgresException fault)
            {
                faults.Add($"{statement.Name}: {fault.MessageText}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void Every_constant_named_Sql_is_marked() =>
        Assert.Empty(Statements.Where(statement => statement.Mark is null).Select(statement => statement.Name));

    /// <summary>Pooled connections are not reset (MedlogsDatabase): what a statement left behind would be the next request's.</summary>
    [Fact]
    public void No_statement_changes_its_session_beyond_its_transaction() =>
        Assert.Empty(Statements.Where(statement => SessionChange().IsMatch(statement.Text)).Select(statement => statement.Name));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string? sql)
    {
        if (sql is not null)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The statement whose success says that <paramref name="sql"/> fits; run in a transaction that is rolled back.</summary>
    private static string Preparing(string sql)
    {
        if (CreateTemporary().IsMatch(sql))
        {
            return sql;
        }

        var query = CopyIn().Replace(sql, "select ${columns} from ${table}");
        query = CopyOut().Replace(query, "${query}");
        return "prepare statement_under_test as " + Numbered(query.TrimEnd().TrimEnd(';'));
    }

    /// <summary><c>@name</c> becomes <c>$1</c>, as Npgsql sends it; texts, quoted names and comments stay.</summary>
    private static string Numbered(string sql)
    {
        var names = new List<string>();
        return Token().Replace(sql, match =>
        {
            if (!match.Groups["name"].Success)
            {
                return match.Value;
            }

            var name = match.Groups["name"].Value;
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                names.Add(name);
            }

            return $"${names.FindIndex(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) + 1}";
        });
    }

    [GeneratedRegex("""'(?:[^']|'')*'|"[^"]*"|--[^\n]*|/\*.*?\*/|(?<![\w<@])@(?<name>[A-Za-z_]\w*)""", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex(@"^\s*create\s+(temp|temporary)\s+table\b", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTemporary();

    [GeneratedRegex(
        @"^\s*set\s+(?!local\b|constraints\b)|;\s*set\s+(?!local\b)|\bset_config\s*\([^)]*\bfalse\s*\)|\bpg_(try_)?advisory_lock|create\s+temp(orary)?\s+table(?!.*on\s+commit\s+drop)|^\s*prepare\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex SessionChange();

    [GeneratedRegex(@"^\s*copy\s+(?<table>[\w.]+)\s*\((?<columns>[^)]*)\)\s*from\s+stdin\b.*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex CopyIn();

    [GeneratedRegex(@"^\s*copy\s*\((?<query>.*)\)\s*to\s+stdout\b.*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex CopyOut();
}
