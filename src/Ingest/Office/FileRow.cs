using Npgsql;

namespace MedicaidLogs.Ingest.Office;

/// <summary>Rows of the store as values of a file.</summary>
internal static class FileRow
{
    /// <summary>All columns are texts; null is the empty one.</summary>
    public static async Task<List<string[]>> ReadAsync(NpgsqlCommand command, int columns, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add([.. Enumerable.Range(0, columns).Select(column => reader.IsDBNull(column) ? "" : reader.GetString(column))]);
        }

        return rows;
    }
}
