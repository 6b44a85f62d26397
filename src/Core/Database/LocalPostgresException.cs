namespace MedicaidLogs.Core.Database;

/// <summary>The private local PostgreSQL cannot be used; the message says what to do.</summary>
public class LocalPostgresException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>No PostgreSQL of a sufficient version is installed.</summary>
public sealed class PostgresNotInstalledException(string message) : LocalPostgresException(message);
