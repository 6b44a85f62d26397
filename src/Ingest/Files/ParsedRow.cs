namespace MedicaidLogs.Ingest.Files;

/// <summary>Where a row stands in its file.</summary>
/// <param name="LineNumber">The physical line on which it begins; the first line of the file is 1.</param>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Length">Bytes, without the line end.</param>
public readonly record struct RowPlace(int LineNumber, int Offset, int Length);

/// <summary>A row as it was read: its value, or why it is malformed.</summary>
/// <param name="Problem">In a clerk's words, naming columns and never values; null where the row is good.</param>
public readonly record struct ParsedRow<T>(RowPlace Place, T Value, string? Problem);

/// <summary>A line that could not be read, as it is kept.</summary>
/// <param name="RawLine">Its bytes, the first 64 KiB of them.</param>
public sealed record MalformedLine(int LineNumber, string Reason, byte[] RawLine);
