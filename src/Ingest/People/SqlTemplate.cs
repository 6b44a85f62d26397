namespace MedicaidLogs.Ingest.People;

/// <summary>A statement with <c>{names}</c> for tables and columns, which a <see cref="RecordTable{TRow}"/> knows. Values are parameters, always.</summary>
internal static class SqlTemplate
{
    public static string Fill(string template, params IEnumerable<(string Name, string Text)> parts) =>
        parts.Aggregate(template, (sql, part) => sql.Replace("{" + part.Name + "}", part.Text, StringComparison.Ordinal));
}
