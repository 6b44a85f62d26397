using System.CommandLine;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs check --month 2026-10</c>: checks a month again, after reference data or the rule pack changed.</summary>
public static class CheckCommand
{
    public static Command Create()
    {
        var month = CommonOptions.Month();
        var command = new Command("check", "Check every session of a month again.") { month };
        command.SetAction(Session.Run("check", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            var check = new MonthCheck(session.Database, session.Clock);
            var outcome = await check.RunAsync(district.DistrictId, day, session.Actor, cancellationToken);
            session.Terminal.Line(
                $"{MonthName.Of(day)}: {outcome.Entries:N0} entries checked, {outcome.VerdictsChanged:N0} verdicts changed, "
                + $"{outcome.Added.Count:N0} findings added, {outcome.Cleared.Count:N0} cleared.");
            session.Terminal.Result("check", outcome);
            return ExitCode.Done;
        }));
        return command;
    }
}
