namespace MedicaidLogs.Core.Database;

/// <summary>The schema cannot be brought to the program's version; the message says why and what to do.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);
