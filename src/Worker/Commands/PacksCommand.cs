using System.CommandLine;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs packs list|validate|show|override|diff</c>: the rules that sessions are judged by.</summary>
public static class PacksCommand
{
    public static Command Create() => new("packs", "The states' rule packs, and a district's own layer over one.") { List(), Validate(), Show(), Override(), PacksDiffCommand.Create() };

    /// <summary>What a change of rules asks the office to do, or nothing.</summary>
    public static string ToCheckAgain(RulesChange change) =>
        change.StaleMonths == 0 ? "" : $" To be checked again: {Text.Count(change.StaleMonths, "month", "months")}, by medlogs check --month, or medlogs serve.";

    private static Command List()
    {
        var command = new Command("list", "List the packs that are shipped.");
        command.SetAction(Session.RunWithoutDatabase((terminal, _, _) =>
        {
            var packs = RulePack.ShippedNames.Select(RulePack.Shipped).ToList();
            terminal.Table("Rule packs", ["name", "version", "over", "unsourced", "title", "hash"], packs.Select(pack => new[]
            {
                pack.Name, pack.Version, pack.Layers.Count > 1 ? pack.Layers[^2].Name : "", $"{Unsourced(pack)} of {PackListing.Of(pack).Count}", pack.Layers[^1].Title, pack.Hash[..12],
            }));
            terminal.Result("packs", packs.Select(pack => new
            {
                pack.Name,
                pack.Version,
                pack.Layers[^1].Title,
                layers = pack.Layers.Select(layer => layer.Name),
                unsourced = Unsourced(pack),
                pack.Hash,
            }));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Validate()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A pack file, see docs/packs.md." }.AcceptExistingOnly();
        var command = new Command("validate", "Tell every fault of a pack file, each with its line and column.") { file };
        command.SetAction(Session.RunWithoutDatabase(async (terminal, parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            try
            {
                var pack = await ReadAsync(path, cancellationToken);
                terminal.Line($"{path.Name} is sound: {string.Join(" over ", pack.Layers.Reverse().Select(layer => $"{layer.Name} {layer.Version}"))}, {pack.Hash[..12]}.");
                terminal.Result("pack", new { pack.Name, pack.Version, pack.Hash });
                return ExitCode.Done;
            }
            catch (PackException exception)
            {
                foreach (var fault in exception.Faults)
                {
                    terminal.Line(fault.ToString());
                }

                terminal.Result("faults", exception.Faults.Select(fault => new
                {
                    fault.Place.File,
                    fault.Place.Line,
                    fault.Place.Column,
                    fault.Place.Path,
                    fault.Wrong,
                    fault.Wanted,
                }));
                terminal.Error($"{path.Name} is not sound; faults: {Text.Count(exception.Faults.Count)}.");
                return ExitCode.Refused;
            }
        }));
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("NAME") { Description = "A shipped pack's name or a pack file; left out: the district's own.", Arity = ArgumentArity.ZeroOrOne };
        var on = new Option<string>("--on") { Description = "A day of service: only what is in force then (2026-10-15)." };
        var command = new Command("show", "Show all that a pack says, since when, by which source and in which layer.") { name, on };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(name) is { } named
            ? Session.RunWithoutDatabase(async (terminal, _, _) => Tell(terminal, await FindAsync(named, cancellationToken), CommonOptions.DayOf(parsed.GetValue(on))))(parsed, cancellationToken)
            : Session.Run("packs show", async (session, _, _) =>
                Tell(session.Terminal, (await session.DistrictAsync(cancellationToken)).RulePack, CommonOptions.DayOf(parsed.GetValue(on))))(parsed, cancellationToken));
        return command;
    }

    private static Command Override()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A pack file over the district's pack, see docs/packs.md.", Arity = ArgumentArity.ZeroOrOne }.AcceptExistingOnly();
        var none = new Option<bool>("--none") { Description = "End the district's own layer." };
        var command = new Command("override", "Put a file of the district's own over its pack, in the place of the one before.") { file, none };
        command.SetAction(Session.Run("packs override", async (session, parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file);
            if (path is null != parsed.GetValue(none))
            {
                throw new CommandException(ExitCode.Usage, "Name a file, or --none.");
            }

            var json = path is null ? null : await File.ReadAllBytesAsync(path.FullName, cancellationToken);
            var district = await session.DistrictAsync(cancellationToken);
            var change = await new DistrictRules(session.Database, session.Clock)
                .OverrideAsync(district.DistrictId, path?.Name ?? "", json, session.Actor, cancellationToken);
            session.Terminal.Line(change.Since is { } since
                ? $"Other rules hold {(since == DateOnly.MinValue ? "on all days" : $"from {since:yyyy-MM-dd} on")}.{ToCheckAgain(change)}"
                : "The rules are the same as before.");
            session.Terminal.Result("override", new { change.Since, change.StaleMonths, change.District.RulePack.Hash });
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>A shipped pack of that name, or the file there.</summary>
    /// <exception cref="PackException">There is neither, or the file is no pack.</exception>
    internal static async Task<RulePack> FindAsync(string nameOrFile, CancellationToken cancellationToken) =>
        !RulePack.ShippedNames.Contains(nameOrFile) && File.Exists(nameOrFile)
            ? await ReadAsync(new(nameOrFile), cancellationToken)
            : RulePack.Shipped(nameOrFile);

    private static async Task<RulePack> ReadAsync(FileInfo file, CancellationToken cancellationToken) =>
        RulePack.Parse(await File.ReadAllBytesAsync(file.FullName, cancellationToken), file.Name);

    private static int Tell(Terminal terminal, RulePack pack, DateOnly? on)
    {
        var entries = PackListing.Of(pack, on);
        terminal.Table(
            $"{pack.Layers[^1].Title} ({string.Join(" over ", pack.Layers.Reverse().Select(layer => $"{layer.Name} {layer.Version}"))})",
            ["what", "from", "to", "value", "layer", "source"],
            entries.Select(entry => new[] { entry.Path, $"{entry.From:yyyy-MM-dd}", $"{entry.To:yyyy-MM-dd}", entry.Said, entry.Layer, entry.Source }));
        terminal.Result("pack", new { pack.Name, pack.Version, pack.Hash, layers = pack.Layers.Select(layer => new { layer.Name, layer.Version }), entries });
        return ExitCode.Done;
    }

    private static int Unsourced(RulePack pack) => PackListing.Of(pack).Count(entry => entry.Source.Contains("unsourced", StringComparison.Ordinal));
}
