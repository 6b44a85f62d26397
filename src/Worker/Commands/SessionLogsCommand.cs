using System.CommandLine;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Minutes;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs session-logs --month 2026-10</c>: one sealed document per student, provider and service with every session of the month.</summary>
public static class SessionLogsCommand
{
    private const int NotedEach = 100;

    public static Command Create()
    {
        var month = CommonOptions.Month();
        var output = OutputFolder.Option();
        var zip = new Option<SessionLogGrouping?>("--zip") { Description = "Put the sealed logs together in ZIP files too: one for each school, or each provider." };
        var preview = new Option<bool>("--preview") { Description = "Write the pages alone; print and seal nothing." };
        var command = new Command("session-logs", "Print, seal and write the month's session logs.") { month, output, zip, preview };
        command.SetAction(Session.Run("session-logs", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            var made = parsed.GetValue(preview) ? 0 : await MakeAsync(session, parsed, district, day, cancellationToken);
            var folder = OutputFolder.Of(parsed, output, district, day);
            if (parsed.GetValue(zip) is { } grouping)
            {
                await ZipAsync(session, district, day, grouping, folder, cancellationToken);
            }

            return await WriteAsync(session, district, day, folder, made, cancellationToken);
        }));
        return command;
    }

    /// <summary>Prints and seals what is new or changed.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="CommandException">Some could not be printed.</exception>
    public static async Task<int> MakeAsync(
        Session session, ParseResult parsed, District district, DateOnly month, CancellationToken cancellationToken)
    {
        using var certificate = SealSetup.Load(session, parsed, district);
        await using var printer = new PdfPrinter();
        var logs = new SessionLogMonth(session.Database, session.Clock, printer, certificate, new MinutesLedger());
        var result = await logs.MakeAsync(district.DistrictId, month, session.Actor, new Notes(session.Terminal), cancellationToken);
        return result.Failed == 0
            ? result.Made
            : throw new CommandException(
                ExitCode.Unavailable,
                $"{Text.Count(result.Failed)} of {Text.Count(result.Logs, "session log", "session logs")} could not be printed. The others are made; run the command again.");
    }

    public static async Task<int> WriteAsync(
        Session session, District district, DateOnly month, string folder, int made, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, "session-logs");
        var written = await new SessionLogFolder(session.Database, new MinutesLedger()).WriteAsync(district.DistrictId, month, target, cancellationToken);
        session.Terminal.Line(
            $"{Text.Count(written.Documents, "session log", "session logs")} with {Text.Count(written.Sessions, "session", "sessions")} in {target}: "
            + $"{Text.Count(written.Sealed)} sealed, {Text.Count(made)} of them now.");
        session.Terminal.Result("sessionLogs", new { folder = target, written.Documents, written.Sealed, made, written.Sessions });
        return ExitCode.Done;
    }

    private static async Task ZipAsync(
        Session session, District district, DateOnly month, SessionLogGrouping grouping, string folder, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, grouping == SessionLogGrouping.School ? "session-logs-by-school" : "session-logs-by-provider");
        var files = await new SessionLogZips(session.Database, new MinutesLedger()).WriteAsync(district.DistrictId, month, grouping, target, cancellationToken);
        session.Terminal.Line($"{Text.Count(files, "ZIP file", "ZIP files")} in {target}.");
        session.Terminal.Result("zips", new { folder = target, files });
    }

    /// <summary>A line each hundred logs, from whichever thread made them.</summary>
    private sealed class Notes(Terminal terminal) : IProgress<SessionLogProgress>
    {
        private int _noted;

        public void Report(SessionLogProgress value)
        {
            if (value.Made >= _noted + NotedEach)
            {
                _noted = value.Made;
                terminal.Note($"{Text.Count(value.Made, "session log", "session logs")} sealed, {Text.Count(value.Seen)} of {Text.Count(value.Logs ?? 0)} looked at");
            }
        }
    }
}
