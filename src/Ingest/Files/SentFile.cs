using MedicaidLogs.Core.Audit;

namespace MedicaidLogs.Ingest.Files;

/// <summary>A file as somebody sends it.</summary>
/// <param name="Kind">One of <see cref="FileKinds"/>.</param>
/// <param name="FileName">As the sender calls it; of a path the last part is kept.</param>
/// <param name="Mapping">How its columns are read; null where they are our own.</param>
public sealed record SentFile(string Kind, string FileName, ColumnMapping? Mapping, Actor By)
{
    private const int MaxNameCharacters = 255;

    public string FileName { get; } = Shortened(FileName);

    /// <summary>Whose row ids the file holds.</summary>
    public string Source => Mapping?.Source ?? ColumnMapping.DistrictSource;

    internal static string Shortened(string fileName)
    {
        var name = fileName.AsSpan(fileName.AsSpan().LastIndexOfAny('/', '\\') + 1).Trim();
        return name.IsEmpty ? "file.csv" : new(name[^Math.Min(name.Length, MaxNameCharacters)..]);
    }
}
