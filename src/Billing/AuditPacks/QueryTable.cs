using System.Data.Common;
using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Reports;
using Npgsql;

namespace MedicaidLogs.Billing.AuditPacks;

/// <summary>What a statement finds, as a small table: columns are those of the statement, their kinds those of its types and names.</summary>
internal static class QueryTable
{
    private const string Cents = "_cents";
    private const string Milli = "_milli";

    /// <param name="sql">Amounts in columns named <c>…_cents</c>, units in <c>…_milli</c>.</param>
    public static async Task<AuditTable> ReadAsync(
        NpgsqlTransaction transaction, string file, string what, string sql, object values, CancellationToken cancellationToken)
    {
        await using var reader = await transaction.Connection!.ExecuteReaderAsync(
            new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
        var columns = Enumerable.Range(0, reader.FieldCount).Select(index => ColumnOf(reader, index)).ToList();
        var rows = new List<ReportRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new([.. columns.Select((_, index) => CellOf(reader.GetValue(index)))]));
        }

        return new(file, what, columns, rows);
    }

    private static Column ColumnOf(DbDataReader reader, int index)
    {
        var name = reader.GetName(index);
        var kind = reader.GetFieldType(index) switch
        {
            var type when type == typeof(DateOnly) => ColumnKind.Date,
            var type when type != typeof(long) && type != typeof(int) => ColumnKind.Text,
            _ when name.EndsWith(Cents, StringComparison.Ordinal) => ColumnKind.Dollars,
            _ when name.EndsWith(Milli, StringComparison.Ordinal) => ColumnKind.Units,
            _ => ColumnKind.Number,
        };
        var shown = name.Replace(Cents, kind == ColumnKind.Dollars ? "_dollars" : Cents, StringComparison.Ordinal)
            .Replace(Milli, kind == ColumnKind.Units ? "" : Milli, StringComparison.Ordinal);
        return new(shown, char.ToUpperInvariant(shown[0]) + shown[1..].Replace('_', ' '), kind);
    }

    private static Cell CellOf(object value) => value switch
    {
        DBNull => default,
        long number => (long?)number,
        int number => (long?)number,
        DateOnly day => (DateOnly?)day,
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "no",
        string[] texts => string.Join("; ", texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
