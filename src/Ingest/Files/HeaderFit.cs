namespace MedicaidLogs.Ingest.Files;

/// <summary>Where a column's values come from in a file.</summary>
/// <param name="Header">As the file writes it; null where no field of the file has them.</param>
/// <param name="Constant">The mapping's value for every row; null where it has none.</param>
public sealed record ColumnUse(Column Column, string? Header, string? Constant);

/// <summary>How a file's first line meets the columns of a kind under a mapping.</summary>
/// <param name="Uses">One for each column of the kind, in its order.</param>
/// <param name="Missing">What the kind or the mapping asks for and the file lacks, under the file's names.</param>
/// <param name="Unknown">Headers that nothing reads and the mapping does not leave out.</param>
/// <param name="Twice">Headers that the file has more than once.</param>
public sealed record HeaderFit(
    IReadOnlyList<ColumnUse> Uses, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown, IReadOnlyList<string> Twice)
{
    public bool Fits => Missing.Count + Unknown.Count + Twice.Count == 0 && Found > 0;

    /// <summary>Columns whose values stand in the file.</summary>
    public int Found => Uses.Count(use => use.Header is not null);

    /// <param name="mapping">Null where the file has our own columns.</param>
    public static HeaderFit Of(IReadOnlyList<string> header, FileFormat format, ColumnMapping? mapping) =>
        Header.Compare(header, format, mapping ?? ColumnMapping.None(format)).Fit;
}
