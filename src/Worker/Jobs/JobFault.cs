using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>What a fault of a job is to the people who see it.</summary>
/// <param name="Heals">Waiting may help: the same work is tried again.</param>
/// <param name="Cause">In an office's words. Never the exception's message, which may hold data.</param>
/// <param name="Technical">The exception's type, and PostgreSQL's code where it has one.</param>
public sealed record JobFault(bool Heals, string Cause, string Technical)
{
    public static JobFault Of(Exception exception)
    {
        var (heals, cause) = Read(exception);
        var code = exception is PostgresException { SqlState: var state } ? $" {state}" : "";
        return new(heals, cause, exception.GetType().FullName + code);
    }

    private static (bool Heals, string Cause) Read(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => (true, "The database's disk is full."),
        NpgsqlException { IsTransient: true } => (true, "The database was not reachable, or busy for too long."),
        FileNotFoundException or DirectoryNotFoundException => (false, "A file is not there that was there before."),
        IOException => (true, "A file could not be read or written: perhaps the disk is full or away."),
        TimeoutException => (true, "It took too long."),
        BrowserLostException => (true, "The program that prints (Chromium) did not start, or stopped."),
        PackException => (false, "The district’s rule pack does not go with this version of the program. See Settings, rule pack."),
        PayerProfileException => (false, "The payer profile is missing, or does not go with this version of the program. See Settings, payer."),
        _ => (false, "The program met something that it does not know. Tell whoever looks after it, with the line below."),
    };
}
