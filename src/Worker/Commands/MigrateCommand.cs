using System.CommandLine;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs migrate</c>: brings the database to this program's version. Every other command does so too.</summary>
public static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Bring the database to this program's version.");
        command.SetAction(Session.Run("migrate", (session, _, _) =>
        {
            session.Terminal.Line("The database is at this program's version.");
            session.Terminal.Result("migrated", true);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
