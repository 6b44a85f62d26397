using System.Globalization;
using System.Text;

namespace MedicaidLogs.Ingest.Files;

/// <summary>Finds a format's columns in the first line of a file, or says everything that is wrong with that line at once.</summary>
internal static class Header
{
    private const int MaxShownCharacters = 60;
    private const int MaxShownNames = 20;

    /// <returns>For each column of the format where its values come from.</returns>
    /// <exception cref="FileRefusedException">A column is missing, unknown or there twice.</exception>
    public static ColumnSource[] Match(IReadOnlyList<string> names, FileFormat format, ColumnMapping mapping)
    {
        var (sources, fit) = Compare(names, format, mapping);
        if (sources.All(source => source.Index < 0))
        {
            // The names are not echoed: a first line without a known column may well be somebody's data.
            throw new FileRefusedException(
                $"The first line is not the header of a {format.Kind} file. It must name: {string.Join(", ", fit.Missing)}.");
        }

        Demand(fit);
        return sources;
    }

    /// <summary>Where each column's values come from, and all that is wrong with the line.</summary>
    public static (ColumnSource[] Sources, HeaderFit Fit) Compare(IReadOnlyList<string> names, FileFormat format, ColumnMapping mapping)
    {
        var indexes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var twice = new List<string>();
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Length > 0 && !indexes.TryAdd(names[i], i))
            {
                twice.Add(names[i]);
            }
        }

        var sources = format.Columns.Select(column => SourceOf(column, mapping, names, indexes)).ToArray();
        var missing = format.Columns
            .Where((column, i) => sources[i].IsAbsent && (column.IsRequired || mapping.Columns.ContainsKey(column.Name)))
            .Select(column => mapping.HeaderOf(column.Name)).ToList();
        var used = sources.Where(source => source.Index >= 0).Select(source => source.Index).ToHashSet();
        var unknown = names.Where((name, i) =>
            !used.Contains(i) && indexes.GetValueOrDefault(name, i) == i && !mapping.Ignore.Contains(name)).ToList();
        var uses = format.Columns.Select((column, i) => new ColumnUse(column, sources[i].Index < 0 ? null : sources[i].Label, sources[i].Constant));
        return (sources, new([.. uses], missing, unknown, twice));
    }

    private static ColumnSource SourceOf(
        Column column, ColumnMapping mapping, IReadOnlyList<string> names, Dictionary<string, int> indexes)
    {
        var values = mapping.Values.GetValueOrDefault(column.Name);
        if (mapping.Constants.TryGetValue(column.Name, out var constant))
        {
            return new(-1, column.Name, constant, null);
        }

        return indexes.TryGetValue(mapping.HeaderOf(column.Name), out var index) && !mapping.Ignore.Contains(names[index])
            ? new(index, names[index], null, values)
            : new(-1, mapping.HeaderOf(column.Name), null, null);
    }

    private static void Demand(HeaderFit fit)
    {
        var faults = new StringBuilder();
        Append(faults, fit.Missing, "Column missing", "Columns missing");
        Append(faults, fit.Unknown, "Column not known", "Columns not known");
        Append(faults, fit.Twice, "Column there twice", "Columns there twice");
        if (faults.Length > 0)
        {
            throw new FileRefusedException($"The header line does not fit.{faults}");
        }
    }

    private static void Append(StringBuilder faults, IReadOnlyList<string> names, string one, string many)
    {
        if (names.Count > 0)
        {
            var rest = names.Count > MaxShownNames ? $" and {names.Count - MaxShownNames} more" : "";
            faults.Append(
                CultureInfo.InvariantCulture,
                $" {(names.Count == 1 ? one : many)}: {string.Join(", ", names.Take(MaxShownNames).Select(Shown))}{rest}.");
        }
    }

    private static string Shown(string name) => name.Length switch
    {
        0 => "(a column without a name)",
        > MaxShownCharacters => string.Concat(name.AsSpan(0, MaxShownCharacters), "…"),
        _ => name,
    };
}

/// <summary>Where a column's values come from: a field of the file, a constant of the mapping, or nowhere.</summary>
/// <param name="Index">Of the field in the file; −1 where the file has none.</param>
/// <param name="Label">The column as the file's reader knows it.</param>
/// <param name="Values">The vendor's word → ours.</param>
internal sealed record ColumnSource(int Index, string Label, string? Constant, IReadOnlyDictionary<string, string>? Values)
{
    public bool IsAbsent => Index < 0 && Constant is null;

    /// <summary>A constant in UTF-8.</summary>
    public byte[] ConstantBytes { get; } = Encoding.UTF8.GetBytes(Constant ?? "");
}
