using System.CommandLine;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.RoundTrip;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs rejected export|import</c>: rejected entries as a spreadsheet, and back again corrected.</summary>
public static class RejectedCommand
{
    public static Command Create() => new("rejected", "Write rejected entries to a spreadsheet, and take the corrected spreadsheet back.") { Export(), Import() };

    private static Command Export()
    {
        var month = CommonOptions.Month();
        var code = new Option<string>("--code") { Description = "Only what a finding of this code rejects, such as POS_VALID." };
        var format = new Option<string>("--format") { Description = "csv or xlsx.", DefaultValueFactory = _ => ReportFormat.Csv.Name() };
        format.AcceptOnlyFromAmong(ReportFormat.Csv.Name(), ReportFormat.Xlsx.Name());
        var output = new Option<string>("--output") { Description = "The file to write; left out: out/DISTRICT/MONTH/entries-to-correct." };
        var command = new Command("export", "Write the month's rejected entries with what is wrong, how to fix it, and a column for why.") { month, code, format, output };
        command.SetAction(Session.Run("rejected export", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            var written = CommonOptions.FormatOf(parsed, format);
            await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
            var entries = await CorrectionSheet.RejectedAsync(connection, district, day, parsed.GetValue(code), cancellationToken);
            if (entries.Length > CorrectionSheet.MostEntries)
            {
                throw new CommandException(ExitCode.Usage, $"More than {Text.Count(CorrectionSheet.MostEntries)} entries are rejected: name one finding with --code.");
            }

            var file = parsed.GetValue(output) ?? Path.Combine("out", district.Code, MonthName.Of(day), $"entries-to-correct.{written.Name()}");
            var report = await CorrectionSheet.OfAsync(connection, district, day, entries, cancellationToken);
            await OutputFolder.WriteAsync(Path.GetFullPath(file), stream => report.WriteAsync(written, stream, cancellationToken));
            session.Terminal.Line($"{file}: {Text.Count(entries.Length, "entry", "entries")}.");
            session.Terminal.Result("rejected", new { file, entries = entries.Length });
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The corrected spreadsheet, CSV or XLSX." };
        file.AcceptExistingOnly();
        var preview = new Option<bool>("--preview") { Description = "Show what it would change, and change nothing." };
        var by = ByOption.Optional();
        var command = new Command("import", "Take a corrected spreadsheet back: every row that changes its entry becomes a correction with the row's reason.") { file, preview, by };
        command.SetAction(Session.Run("rejected import", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var who = parsed.GetValue(by) is { } email
                ? Core.Audit.Actor.User((await ByOption.PersonAsync(session, district, email, cancellationToken)).UserId)
                : session.Actor;
            var path = parsed.GetRequiredValue(file);
            if (path.Length > SheetFile.MostBytes)
            {
                throw new CommandException(ExitCode.Refused, $"{path.Name} has more than {SheetFile.MostBytes >> 20} MiB: send it in parts.");
            }

            var sheets = new SheetCorrections(session.Database, session.Clock);
            try
            {
                var sheetId = await sheets.ReceiveAsync(district.DistrictId, path.Name, await File.ReadAllBytesAsync(path.FullName, cancellationToken), who, cancellationToken);
                await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
                var sheet = (await ReceivedSheet.FindAsync(connection, district.DistrictId, sheetId, cancellationToken))!;
                return parsed.GetValue(preview)
                    ? Tell(session.Terminal, await sheets.PlanAsync(sheet, schools: null, cancellationToken), "would be corrected")
                    : Tell(session.Terminal, await sheets.ApplyAsync(sheet, schools: null, who, cancellationToken));
            }
            catch (FileRefusedException refused)
            {
                throw new CommandException(ExitCode.Refused, $"{path.Name}: {refused.Message}");
            }
        }));
        return command;
    }

    private static int Tell(Terminal terminal, SheetApplied applied)
    {
        var exitCode = Tell(terminal, applied.Plan, "corrected");
        terminal.Line($"{Text.Count(applied.Freed, "entry is", "entries are")} billable now, {Text.Dollars(applied.FreedCents)}; {Text.Count(applied.ToSign, "waits", "wait")} for the provider's signature; {Text.Count(applied.SiblingsChanged, "other entry", "other entries")} changed with them.");
        terminal.Result("applied", new { applied.Freed, applied.FreedCents, applied.ToSign, applied.SiblingsChanged });
        return exitCode;
    }

    private static int Tell(Terminal terminal, SheetPlan plan, string done)
    {
        terminal.Line(
            $"{Text.Count(plan.Rows, "row", "rows")}: {Text.Count(plan.Changed.Count)} {done}, {Text.Count(plan.UnchangedLines.Count)} unchanged, "
            + $"{Text.Count(plan.Stale.Count)} changed meanwhile, {Text.Count(plan.Unreadable.Count)} cannot be taken.");
        var left = plan.Stale.Select(row => (row.Line, Entry: (long?)row.Entry.EntryId, Why: $"changed meanwhile{(row.Meanwhile is [var last, ..] ? ": " + last.Reason : "")}"))
            .Concat(plan.Unreadable.Select(row => (row.Line, Entry: row.EntryId, Why: row.Reason)))
            .OrderBy(row => row.Line).ToList();
        if (left.Count > 0)
        {
            terminal.Table("Left as they were", ["line", "entry", "why"], left.Select(row => new[] { $"{row.Line}", $"{row.Entry}", row.Why }));
        }

        terminal.Result("sheet", new
        {
            plan.Rows,
            changed = plan.Changed.Count,
            unchanged = plan.UnchangedLines.Count,
            stale = plan.Stale.Count,
            unreadable = plan.Unreadable.Count,
            left = left.Select(row => new { row.Line, row.Entry, row.Why }),
        });
        return ExitCode.Done;
    }
}
