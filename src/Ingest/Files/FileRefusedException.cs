namespace MedicaidLogs.Ingest.Files;

/// <summary>A file that cannot be taken in at all. The message is for the person who sent it and holds no row's values.</summary>
public sealed class FileRefusedException(string message) : Exception(message);
