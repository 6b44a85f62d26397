using System.CommandLine;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.WhatIf;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs packs diff --month M --pack P|--grid FILE</c>: what another pack, or an amended plan, would make of a month.</summary>
internal static class PacksDiffCommand
{
    private const int ShownChanges = 200;

    public static Command Create()
    {
        var month = CommonOptions.Month();
        var pack = new Option<string>("--pack") { Description = "A shipped pack's name or a pack file." };
        var grid = new Option<FileInfo>("--grid") { Description = "A grid file that is not taken in yet, such as an amendment." }.AcceptExistingOnly();
        var mapping = new Option<FileInfo>("--mapping") { Description = "A column mapping for the grid file." }.AcceptExistingOnly();
        var command = new Command("diff", "Tell which verdicts of a month another pack or grid would change, in dollars; nothing is changed.") { month, pack, grid, mapping };
        command.SetAction(Session.Run("packs diff", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var difference = (parsed.GetValue(pack), parsed.GetValue(grid)) switch
            {
                ({ } named, null) => await UnderPackAsync(session, day, named, cancellationToken),
                (null, { } file) => await AfterGridAsync(session, day, file, parsed.GetValue(mapping), cancellationToken),
                _ => throw new CommandException(ExitCode.Usage, "Name either --pack or --grid."),
            };
            Tell(session.Terminal, day, difference);
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task<MonthDifference> UnderPackAsync(Session session, DateOnly month, string named, CancellationToken cancellationToken)
    {
        var pack = await PacksCommand.FindAsync(named, cancellationToken);
        var district = await session.DistrictAsync(cancellationToken);
        return await new MonthWhatIf(session.Database, session.Clock).UnderPackAsync(district.DistrictId, month, pack, cancellationToken);
    }

    private static async Task<MonthDifference> AfterGridAsync(
        Session session, DateOnly month, FileInfo file, FileInfo? mapping, CancellationToken cancellationToken)
    {
        var columns = mapping is null ? null : ColumnMapping.Parse(await File.ReadAllTextAsync(mapping.FullName, cancellationToken));
        var district = await session.DistrictAsync(cancellationToken);
        try
        {
            var (difference, intake) = await new MonthWhatIf(session.Database, session.Clock).AfterFileAsync(
                district.DistrictId, month, new SentFile("grid", file.Name, columns, session.Actor),
                await File.ReadAllBytesAsync(file.FullName, cancellationToken), cancellationToken);
            session.Terminal.Line(
                $"{file.Name}: {Text.Count(intake.Total, "row", "rows")}, {Text.Count(intake.Entered)} would be entered, {Text.Count(intake.Changed)} of them changes, "
                + $"{Text.Count(intake.Malformed.Count)} malformed, {Text.Count(intake.Duplicates)} say nothing new.");
            session.Terminal.Result("grid", new { intake.Total, intake.Entered, intake.Changed, malformed = intake.Malformed.Count, intake.Duplicates });
            return difference;
        }
        catch (FileRefusedException refusal)
        {
            throw new CommandException(ExitCode.Refused, $"{file.Name}: {refusal.Message}");
        }
    }

    private static void Tell(Terminal terminal, DateOnly month, MonthDifference difference)
    {
        terminal.Result("difference", difference);
        if (difference.Changes.Count > 0)
        {
            terminal.Table(
                $"Verdicts of {MonthName.Of(month)} that would change",
                ["entry", "date", "service", "provider", "before", "after", "dollars", "gained", "lost"],
                difference.Changes.Take(ShownChanges).Select(change => new[]
                {
                    $"{change.EntryId}", $"{change.Date:yyyy-MM-dd}", change.Service, change.ProviderNumber, Words(change.Before), Words(change.After),
                    Text.Dollars(change.DifferenceCents), string.Join(' ', change.Gained), string.Join(' ', change.Lost),
                }));
            terminal.Table("By code", ["code", "gained", "lost", "dollars"], difference.ByCode.Select(code => new[]
            {
                code.Code, Text.Count(code.Gained), Text.Count(code.Lost), Text.Dollars(code.DifferenceCents),
            }));
        }

        if (difference.Changes.Count > ShownChanges)
        {
            terminal.Line($"These are the first {ShownChanges}; --json tells all.");
        }

        terminal.Line(
            $"{Text.Count(difference.Changes.Count)} of {Text.Count(difference.Entries, "verdict", "verdicts")} would change. Billable: {Text.Count(difference.BillableBefore, "session", "sessions")}, "
            + $"{Text.Dollars(difference.BillableCentsBefore)} → {Text.Count(difference.BillableAfter, "session", "sessions")}, {Text.Dollars(difference.BillableCentsAfter)}. Nothing was changed.");
    }

    private static string Words(Judged judged) =>
        $"{judged.Standing}{(judged.Delivered ? "" : ", not delivered")}{(judged.Standing == "billable" ? $" {judged.Procedure} {Text.Dollars(judged.BillableCents)}" : "")}";
}
