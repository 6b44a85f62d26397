namespace MedicaidLogs.Ingest.Entries;

/// <summary>The rows of a logs file, each row id once: what is said twice, and what contradicts itself, told apart.</summary>
/// <param name="Rows">In the order of the file, each with the hash of what it says.</param>
/// <param name="Refused">Rows whose id another row has with other contents.</param>
/// <param name="Duplicates">Rows that say what an earlier one said.</param>
public sealed record DistinctRows(
    IReadOnlyList<(LoggedRow Row, Guid Hash)> Rows, IReadOnlyList<(int LineNumber, string Reason)> Refused, int Duplicates)
{
    /// <param name="rows">In the order of the file.</param>
    public static DistinctRows Of(IReadOnlyList<LoggedRow> rows)
    {
        var hashes = new Guid[rows.Count];
        Parallel.For(0, rows.Count, i => hashes[i] = RowHash.Of(rows[i].Log));

        var distinct = new List<(LoggedRow, Guid)>(rows.Count);
        var refused = new List<(int, string)>();
        var duplicates = 0;
        var seen = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            if (seen.TryAdd(rows[i].RowId, i))
            {
                distinct.Add((rows[i], hashes[i]));
            }
            else if (seen[rows[i].RowId] is var first && hashes[first] == hashes[i])
            {
                duplicates++;
            }
            else
            {
                refused.Add((
                    rows[i].LineNumber,
                    $"The row id stands on line {rows[first].LineNumber} already, with other contents; give each row its own id."));
            }
        }

        return new DistinctRows(distinct, refused, duplicates);
    }
}
