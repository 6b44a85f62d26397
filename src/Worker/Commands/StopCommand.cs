using System.CommandLine;
using MedicaidLogs.Core.Database;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs stop</c>: stops the private PostgreSQL, which otherwise goes on running for the next command.</summary>
public static class StopCommand
{
    public static Command Create()
    {
        var command = new Command("stop", "Stop the private PostgreSQL; the next command starts it again.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = new Terminal(parsed.GetValue(CommonOptions.Json));
            await LocalPostgres.StopAsync(parsed.GetRequiredValue(CommonOptions.Local), cancellationToken);
            terminal.Line("The private PostgreSQL is stopped.");
            terminal.Result("stopped", true);
            terminal.End();
            return ExitCode.Done;
        });
        return command;
    }
}
