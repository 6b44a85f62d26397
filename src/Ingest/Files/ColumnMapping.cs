using System.Collections.Frozen;

namespace MedicaidLogs.Ingest.Files;

/// <summary>How a vendor's export is read as one of our kinds: docs/file-formats.md, "Column mappings".</summary>
/// <param name="Source">Whose row ids these are: lower-case letters, digits and dashes, up to 40.</param>
/// <param name="Kind">One of <see cref="FileKinds"/>.</param>
/// <param name="Columns">Our column → the header in the file.</param>
/// <param name="Ignore">Headers of the file that are not read.</param>
/// <param name="Constants">Our column → a value for every row.</param>
/// <param name="Values">Our column → the vendor's word → ours.</param>
/// <param name="Dates">.NET formats, tried in order; null: our own form.</param>
public sealed record ColumnMapping(
    string Source,
    string Kind,
    FrozenDictionary<string, string> Columns,
    FrozenSet<string> Ignore,
    FrozenDictionary<string, string> Constants,
    FrozenDictionary<string, FrozenDictionary<string, string>> Values,
    string[]? Dates,
    string[]? Times,
    string[]? Instants)
{
    /// <summary>The source of files that come without a mapping.</summary>
    public const string DistrictSource = "district";

    /// <summary>The mapping as it was written, to be kept with the file; null for <see cref="None"/>.</summary>
    public string? Json { get; init; }

    /// <exception cref="ColumnMappingException">Not JSON, or something in it that the kind does not have.</exception>
    public static ColumnMapping Parse(string json) => new ColumnMappingReader(FileKinds.FormatOf).Read(json);

    /// <summary>For a file that has our own columns.</summary>
    public static ColumnMapping None(FileFormat format) => new(
        DistrictSource,
        format.Kind,
        FrozenDictionary<string, string>.Empty,
        [],
        FrozenDictionary<string, string>.Empty,
        FrozenDictionary<string, FrozenDictionary<string, string>>.Empty,
        null,
        null,
        null);

    /// <summary>What a column is called in the file.</summary>
    public string HeaderOf(string column) => Columns.GetValueOrDefault(column, column);
}
