using System.IO.Enumeration;

namespace MedicaidLogs.Ingest.Files;

/// <summary>How a file is read.</summary>
/// <param name="Kind">One of <see cref="FileKinds"/>.</param>
/// <param name="Mapping">Null where it has our own columns.</param>
public sealed record FileReading(string Kind, ColumnMapping? Mapping);

/// <summary>Knows a file by its name and its first line, so that nobody has to say what is plain.</summary>
public static class FileRecognition
{
    /// <summary>A mapping made for files of such a name comes first; else the one kind or mapping whose columns are those of the file.</summary>
    /// <param name="header">The names in its first line.</param>
    /// <param name="mappings">The district's own.</param>
    /// <returns>Null where nothing fits, or more than one does.</returns>
    public static FileReading? Of(string fileName, IReadOnlyList<string> header, IReadOnlyList<SavedMapping> mappings)
    {
        var vendors = mappings
            .Where(mapping => mapping.FilePattern is { } pattern && FileSystemName.MatchesSimpleExpression(pattern, fileName))
            .Select(mapping => new FileReading(mapping.Kind, mapping.Mapping)).ToList();
        var candidates = vendors.Count > 0
            ? vendors
            : FileKinds.All.Select(kind => new FileReading(kind.Format.Kind, null))
                .Concat(mappings.Select(mapping => new FileReading(mapping.Kind, mapping.Mapping)));
        return candidates.Where(reading => FitOf(header, reading).Fits).Take(2).ToList() is [var only] ? only : null;
    }

    /// <summary>What comes nearest: to begin from where nothing fits.</summary>
    public static FileReading Nearest(IReadOnlyList<string> header, IReadOnlyList<SavedMapping> mappings) =>
        mappings.Select(mapping => new FileReading(mapping.Kind, mapping.Mapping))
            .Concat(FileKinds.All.Reverse().Select(kind => new FileReading(kind.Format.Kind, null))) // of equals the logs: most files are
            .MaxBy(reading => FitOf(header, reading) is var fit ? fit.Found - fit.Missing.Count - fit.Unknown.Count : 0)!;

    private static HeaderFit FitOf(IReadOnlyList<string> header, FileReading reading) =>
        HeaderFit.Of(header, FileKinds.Of(reading.Kind).Format, reading.Mapping);
}
