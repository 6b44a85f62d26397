using System.CommandLine;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs import KIND FILE…</c>: takes files in. A file that came before is not taken in again; one that is refused leaves nothing half-written.</summary>
public static class ImportCommand
{
    private static readonly string[] Columns = ["file", "outcome", "rows", "entered", "changed", "malformed", "duplicates"];

    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = "What the files hold." };
        kind.AcceptOnlyFromAmong([.. FileKinds.All.Select(each => each.Format.Kind)]);
        var files = new Argument<FileInfo[]>("FILE") { Description = "CSV files, see docs/file-formats.md.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var mapping = new Option<FileInfo>("--mapping") { Description = "A column mapping, for files with other headers." }.AcceptExistingOnly();
        var command = new Command("import", "Take in files of one kind, or the exclusion list.") { kind, files, mapping, ScreeningCommand.Import() };
        command.SetAction(Session.Run("import", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var columns = parsed.GetValue(mapping) is { } path ? ColumnMapping.Parse(await File.ReadAllTextAsync(path.FullName, cancellationToken)) : null;
            if (columns is not null && columns.Kind != parsed.GetRequiredValue(kind))
            {
                throw new CommandException(
                    ExitCode.Usage, $"The column mapping is for {columns.Kind} files, not for {parsed.GetRequiredValue(kind)} files.");
            }

            var outcomes = new List<(string File, IntakeOutcome Outcome)>();
            await session.Terminal.StepsAsync([.. parsed.GetRequiredValue(files).Select(file => ($"Taking in {file.Name}", (Func<Task>)(async () =>
                outcomes.Add((file.Name, await ImportAsync(session, district, parsed.GetRequiredValue(kind), file.FullName, columns, cancellationToken))))))]);
            Report(session.Terminal, outcomes);
            return outcomes.Any(each => each.Outcome is IntakeOutcome.Refused) ? ExitCode.Refused : ExitCode.Done;
        }));
        return command;
    }

    public static async Task<IntakeOutcome> ImportAsync(
        Session session, District district, string kind, string path, ColumnMapping? mapping, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        var intake = new FileIntake(session.Database, session.Clock);
        return await intake.ImportAsync(
            district.DistrictId, new SentFile(kind, Path.GetFileName(path), mapping, session.Actor), content, cancellationToken);
    }

    public static void Report(Terminal terminal, IReadOnlyList<(string File, IntakeOutcome Outcome)> outcomes)
    {
        terminal.Table("Files", Columns, outcomes.Select(each => Row(each.File, each.Outcome)));
        foreach (var (file, outcome) in outcomes)
        {
            if (outcome is IntakeOutcome.Refused refused)
            {
                terminal.Error($"{file}: {refused.Reason}");
            }
        }

        terminal.Result("files", outcomes.Select(each => new { file = each.File, outcome = Word(each.Outcome), detail = (object)each.Outcome }));
    }

    private static string[] Row(string file, IntakeOutcome outcome) => outcome is IntakeOutcome.TakenIn taken
        ?
        [
            file, Word(outcome), Text.Count(taken.Rows), Text.Count(taken.Entered), Text.Count(taken.Changed), Text.Count(taken.Malformed),
            Text.Count(taken.Duplicates),
        ]
        : [file, Word(outcome), "", "", "", "", ""];

    private static string Word(IntakeOutcome outcome) => outcome switch
    {
        IntakeOutcome.TakenIn => "taken in",
        IntakeOutcome.AlreadyTakenIn => "came before",
        _ => "refused",
    };
}
