namespace MedicaidLogs.Worker.Commands;

/// <summary>What <c>medlogs</c> ends with; docs/operations.md lists them for scripts.</summary>
public static class ExitCode
{
    /// <summary>Done, or nothing was left to do.</summary>
    public const int Done = 0;

    /// <summary>Refused: a file that cannot be taken in, a month that cannot be closed, an address that has an account. Nothing was half-written.</summary>
    public const int Refused = 1;

    /// <summary>The command was not understood: an unknown option, a missing argument, a file that is not there.</summary>
    public const int Usage = 2;

    /// <summary>The database or a program that is needed cannot be reached.</summary>
    public const int Unavailable = 3;
}

/// <summary>Ends a command with a message for the person who typed it.</summary>
public sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;
}
