namespace MedicaidLogs.Core.Files;

/// <summary>A file in the store. <paramref name="IsNew"/> is false where the district already had these bytes.</summary>
public sealed record StoredFile(FileHash Hash, long LengthBytes, bool IsNew);

/// <summary>A file is longer than the store takes.</summary>
public sealed class FileTooLargeException()
    : Exception($"The file is longer than {FileStore.MaximumBytes >> 20} MiB, the most that one file may be. Split it.");
