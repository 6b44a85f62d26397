using System.ComponentModel;
using System.Diagnostics;

namespace MedicaidLogs.Core.Database;

/// <summary>The account that owns the local server. PostgreSQL refuses root, so root runs it as Debian's <c>postgres</c>.</summary>
internal sealed record ServerAccount(string? OtherUser)
{
    public static ServerAccount Own { get; } = new((string?)null);

    public static ServerAccount OfServer { get; } = Environment.IsPrivilegedProcess ? new("postgres") : Own;

    /// <summary>Runs a program to its end and returns what it wrote.</summary>
    /// <exception cref="LocalPostgresException">It could not start, or ended with another code than 0.</exception>
    public async Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, string workingDirectory, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await TryRunAsync(program, arguments, workingDirectory, cancellationToken);
        return exitCode == 0
            ? output
            : throw new LocalPostgresException($"{Path.GetFileName(program)} ended with code {exitCode}: {output.Trim()}");
    }

    public async Task<(int ExitCode, string Output)> TryRunAsync(
        string program, IReadOnlyList<string> arguments, string workingDirectory, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments, workingDirectory);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private Process Start(string program, IReadOnlyList<string> arguments, string workingDirectory)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (OtherUser is not null)
        {
            start.UserName = OtherUser;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            var asWhom = OtherUser is null ? "" : $" as the user {OtherUser}";
            throw new LocalPostgresException($"{program} could not be started{asWhom}: {fault.Message}", fault);
        }
    }
}
