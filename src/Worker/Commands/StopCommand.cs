using System.CommandLine;
using MedicaidLogs.Core.Database;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs stop</c>: stops the private PostgreSQL, which otherwise goes on running for the next command.</summary>
public static class StopCommand
{
    public static Command Create()
    {
        var command = new Command("stop", "Stop the private PostgreSQL; the next command starts it again.");
        command.SetAction(Session.RunWithoutDatabase(async (terminal, parsed, cancellationToken) =>
        {
            await LocalPostgres.StopAsync(parsed.GetRequiredValue(CommonOptions.Local), cancellationToken);
            terminal.Line("The private PostgreSQL is stopped.");
            terminal.Result("stopped", true);
            return ExitCode.Done;
        }));
        return command;
    }
}
