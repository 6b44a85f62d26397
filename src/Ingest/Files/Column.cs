namespace MedicaidLogs.Ingest.Files;

/// <summary>A column of a <see cref="FileFormat"/>.</summary>
/// <param name="Name">As in docs/file-formats.md.</param>
/// <param name="Ordinal">Its place in the format; files have it anywhere.</param>
/// <param name="IsRequired">In the header and in each row.</param>
/// <param name="MaxCharacters">The longest value that is read.</param>
public sealed record Column(string Name, int Ordinal, bool IsRequired, int MaxCharacters);
