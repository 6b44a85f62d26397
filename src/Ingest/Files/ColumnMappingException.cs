namespace MedicaidLogs.Ingest.Files;

/// <summary>A column mapping that cannot be used; the message says what to mend.</summary>
public sealed class ColumnMappingException(string message) : Exception(message);
