using System.CommandLine;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs session-logs --month 2026-10</c>: one document per student, provider and service with every session of the month.</summary>
public static class SessionLogsCommand
{
    public static Command Create()
    {
        var month = CommonOptions.Month();
        var output = OutputFolder.Option();
        var command = new Command("session-logs", "Write the month's session logs.") { month, output };
        command.SetAction(Session.Run("session-logs", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            return await WriteAsync(session, district, day, OutputFolder.Of(parsed, output, district, day), cancellationToken);
        }));
        return command;
    }

    public static async Task<int> WriteAsync(
        Session session, District district, DateOnly month, string folder, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, "session-logs");
        var written = await new SessionLogFolder(session.Database).WriteAsync(district.DistrictId, month, target, cancellationToken);
        session.Terminal.Line($"{Text.Count(written.Documents)} session logs with {Text.Count(written.Sessions)} sessions in {target}.");
        session.Terminal.Result("sessionLogs", new { folder = target, written.Documents, written.Sessions });
        return ExitCode.Done;
    }
}
