using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Worker.Archives;
using MedicaidLogs.Worker.Dropboxes;
using Npgsql;

namespace MedicaidLogs.Worker.Commands;

/// <summary>How a command ends that a person can mend: what to tell them, and the exit code.</summary>
public sealed record Failure(int ExitCode, string Message)
{
    /// <summary>Null for what nobody outside can mend: a bug.</summary>
    public static Failure? Of(Exception exception) => exception switch
    {
        CommandException known => new(known.ExitCode, known.Message),
        DistrictFileException or ColumnMappingException or FileTooLargeException or AccountException or PackException
            or PayerProfileException or SealException or PdfFormatException
            or PlaceFileException or ArchiveException =>
            new(Commands.ExitCode.Refused, exception.Message),
        DropboxException { NeedsPerson: true } => new(Commands.ExitCode.Refused, exception.Message),
        DropboxException => Unavailable(exception.Message),
        IOException or UnauthorizedAccessException => new(Commands.ExitCode.Usage, exception.Message),
        OperationCanceledException => new(Commands.ExitCode.Refused, "Stopped. What was not finished has left no trace; run the command again."),
        BrowserLostException or TimeStampException => Unavailable(exception.Message),
        LocalPostgresException or MigrationException or ConnectionStringException => Unavailable(exception.Message),
        PostgresException fault => OfServer(fault.SqlState),
        NpgsqlException { IsTransient: true } =>
            Unavailable("The database server cannot be reached, or went away. Check MEDLOGS_DB and that the server runs, then run the command again."),
        _ => null,
    };

    private static Failure? OfServer(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            Unavailable("The database server refuses the user or the password. Check MEDLOGS_DB."),
        PostgresErrorCodes.InvalidCatalogName => Unavailable("The database that MEDLOGS_DB names does not exist. Create it first."),
        PostgresErrorCodes.InsufficientPrivilege => Unavailable("The database user lacks a right. It must own the database that MEDLOGS_DB names."),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            Unavailable("The database server is stopping, starting or full. Run the command again in a while."),
        _ => null,
    };

    private static Failure Unavailable(string message) => new(Commands.ExitCode.Unavailable, message);
}
