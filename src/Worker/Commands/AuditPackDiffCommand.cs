using System.CommandLine;
using MedicaidLogs.Billing.AuditPacks;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs report audit-pack-diff EARLIER LATER</c>: what came, went and changed since the earlier pack.</summary>
public static class AuditPackDiffCommand
{
    public static Command Create()
    {
        var earlier = new Argument<FileInfo>("EARLIER") { Description = "An audit pack of a claim line." }.AcceptExistingOnly();
        var later = new Argument<FileInfo>("LATER") { Description = "A later one of the same line." }.AcceptExistingOnly();
        var rows = new Option<bool>("--rows") { Description = "Show the rows too; they may name a student." };
        var command = new Command("audit-pack-diff", "What came, went and changed between two audit packs of one claim line.") { earlier, later, rows };
        command.SetAction(Session.RunWithoutDatabase((terminal, parsed, _) =>
        {
            var found = Compare(parsed.GetRequiredValue(earlier), parsed.GetRequiredValue(later));
            terminal.Line($"Claim line {found.LineControlNumber}: {(found.Parts.Count == 0 ? "nothing" : Text.Count(found.Parts.Count, "file", "files"))} changed.");
            foreach (var part in found.Parts)
            {
                Tell(terminal, part, parsed.GetValue(rows));
            }

            terminal.Result("changed", found.Parts.Select(part => new { part.File, change = Word(part), added = part.RowsAdded.Count, gone = part.RowsGone.Count }));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static AuditPackDifference Compare(FileInfo earlier, FileInfo later)
    {
        using var before = earlier.OpenRead();
        using var after = later.OpenRead();
        try
        {
            return AuditPackDifference.Between(before, after);
        }
        catch (InvalidDataException refused)
        {
            throw new CommandException(ExitCode.Refused, refused.Message);
        }
    }

    private static void Tell(Terminal terminal, ChangedPart part, bool withRows)
    {
        var counts = part.RowsAdded.Count + part.RowsGone.Count == 0
            ? ""
            : $": {Text.Count(part.RowsAdded.Count, "row", "rows")} added, {Text.Count(part.RowsGone.Count)} gone";
        terminal.Line($"  {part.File} {Word(part)}{counts}");
        foreach (var row in withRows ? part.RowsGone.Select(row => "- " + row).Concat(part.RowsAdded.Select(row => "+ " + row)) : [])
        {
            terminal.Line("    " + row);
        }
    }

    private static string Word(ChangedPart part) => part.Change switch
    {
        PartChange.Added => "added",
        PartChange.Gone => "gone",
        _ => "changed",
    };
}
