using System.CommandLine;
using System.Globalization;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Worker.Dropboxes;
using MedicaidLogs.Worker.Places;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs places list|set|test|poll|deliver|files|resume</c>: where files come from and go to by themselves.</summary>
public static class PlacesCommand
{
    public static Command Create() => new("places", "Folders and servers from which files are fetched, and into which claim files are put.")
    {
        List(), Set(), Test(), Poll(), Deliver(), Files(), Pause(), Resume(),
    };

    private static Command List()
    {
        var command = new Command("list", "List the district's places, and how it goes there.");
        command.SetAction(Session.Run("places list", async (session, _, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
            var places = await Place.AllAsync(connection, district.DistrictId, cancellationToken);
            session.Terminal.Table("Places", ["name", "kind", "fetches", "delivers for", "last good", "state"], places.Select(place => new[]
            {
                place.File.Name, place.File.Kind, place.File.Fetch is { } fetch ? $"every {fetch.EveryMinutes} min" : "", place.File.Deliver?.Payer ?? "",
                Instant(place.GoodAt), StateOf(place),
            }));
            session.Terminal.Result("places", places.Select(place => new
            {
                place.File.Name,
                place.File.Kind,
                place.File.Address,
                place.PollAt,
                place.TriedAt,
                place.GoodAt,
                place.Failures,
                place.Problem,
                place.RetryAt,
                place.StoppedAt,
                place.PausedAt,
            }));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Set()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A place's JSON file, see docs/transfer.md." }.AcceptExistingOnly();
        var command = new Command("set", "Add a place, or put this in the place of the one of its name.") { file };
        command.SetAction(Session.Run("places set", async (session, parsed, cancellationToken) =>
        {
            var place = PlaceFile.Parse(await File.ReadAllBytesAsync(parsed.GetRequiredValue(file).FullName, cancellationToken));
            var district = await session.DistrictAsync(cancellationToken);
            if (place.Deliver is { } deliver)
            {
                await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
                await PayerProfiles.FindAsync(connection, district.DistrictId, deliver.Payer, cancellationToken); // or says that there is none
            }

            await new PlaceStore(session.Database, session.Clock).SetAsync(district.DistrictId, place, session.Actor, cancellationToken: cancellationToken);
            session.Terminal.Line($"{place.Name} is set. Look whether it answers: medlogs places test {place.Name}");
            session.Terminal.Result("place", new { place.Name, place.Kind });
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Test() => OfPlace("test", "Connect and list, and change nothing.", async (session, place, cancellationToken) =>
    {
        var folders = new List<object>();
        foreach (var folder in new[] { place.File.Fetch?.Folder, place.File.Deliver?.Folder }.OfType<string>().Distinct())
        {
            var listing = await place.Open(folder, Secrets.OfThisMachine).ListAsync(cancellationToken);
            var ours = place.File.Fetch is { } rule && rule.Folder == folder ? listing.Files.Count(file => Inbox.KindOf(rule, file.Name) is not null) : 0;
            session.Terminal.Line(
                $"{place.File.Name} answers. Folder '{folder}': {Text.Count(listing.Files.Count, "file", "files")}, {Text.Count(ours)} to fetch, {Text.Count(listing.Unusable)} with a name that cannot be used.");
            folders.Add(new { folder, files = listing.Files.Count, ours, listing.Unusable });
        }

        session.Terminal.Result("folders", folders);
        return ExitCode.Done;
    });

    private static Command Poll() => OfPlace("poll", "Look for files now and take them in.", async (session, place, cancellationToken) =>
    {
        var inbox = new Inbox(session.Database, session.Clock, Secrets.OfThisMachine);
        if (await inbox.PollAsync(place.DistrictId, place.PlaceId, session.Actor, byHand: true, cancellationToken) is not { } look)
        {
            session.Terminal.Error("A worker is at this place now. Try again in a while.");
            return ExitCode.Refused;
        }

        session.Terminal.Table("Files", ["file", "outcome", "why"], look.Files.Select(file => new[] { file.File, Word(file.Outcome), file.Problem ?? "" }));
        session.Terminal.Line(
            $"{Text.Count(look.Resting)} may still be growing, {Text.Count(look.NotOurs)} fit no pattern, {Text.Count(look.Unusable)} have a name that cannot be used.");
        session.Terminal.Result("files", look.Files);
        session.Terminal.Result("counts", new { look.Resting, look.NotOurs, look.Unusable });
        return Ended(session, place, look.Fault) is ExitCode.Done && look.Files.All(file => file.Outcome is not ("refused" or "left"))
            ? ExitCode.Done
            : ExitCode.Refused;
    });

    private static Command Deliver() => OfPlace("deliver", "Put the released claim files that wait for it there now.", async (session, place, cancellationToken) =>
    {
        var outbox = new Outbox(session.Database, session.Clock, Secrets.OfThisMachine);
        var tried = await outbox.DeliverAsync(place.DistrictId, place.PlaceId, session.Actor, byHand: true, cancellationToken);
        if (!tried.Done)
        {
            session.Terminal.Error("A worker is at this place now. Try again in a while.");
            return ExitCode.Refused;
        }

        return Ended(session, place, tried.Fault);
    });

    private static Command Files() => OfPlace("files", $"List the last {SeenFile.PageSize} files that were seen there, and what came of each.", async (session, place, cancellationToken) =>
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        var files = (await SeenFile.PageAsync(connection, place, cancellationToken: cancellationToken)).Take(SeenFile.PageSize).ToList();
        session.Terminal.Table("Files", ["file", "kind", "bytes", "seen", "outcome", "why"], files.Select(file => new[]
        {
            file.FileName, file.Kind, Text.Count(file.LengthBytes), Instant(file.SeenAt), Word(file.Outcome ?? "waits"), file.Problem ?? "",
        }));
        session.Terminal.Result("files", files);
        return ExitCode.Done;
    });

    private static Command Pause()
    {
        var reason = new Option<string>("--reason") { Description = "Why, for the audit trail; without names.", Required = true };
        var command = OfPlace("pause", "Fetch and deliver nothing there until it is resumed.", async (session, parsed, place, cancellationToken) =>
        {
            var paused = await new PlaceStore(session.Database, session.Clock).PauseAsync(
                place, session.Actor, parsed.GetRequiredValue(reason), cancellationToken);
            session.Terminal.Line($"{place.File.Name} is paused. Use it again: medlogs places resume {place.File.Name}");
            session.Terminal.Result("paused", paused);
            return ExitCode.Done;
        });
        command.Options.Add(reason);
        return command;
    }

    private static Command Resume() => OfPlace("resume", "Try a stopped place again, or use a paused one: what was wrong is mended.", async (session, place, cancellationToken) =>
    {
        var resumed = await new PlaceStore(session.Database, session.Clock).ResumeAsync(place, session.Actor, cancellationToken);
        session.Terminal.Line(resumed ? $"{place.File.Name} is tried again." : $"Nothing was wrong with {place.File.Name}, and it was not paused.");
        session.Terminal.Result("resumed", resumed);
        return ExitCode.Done;
    });

    /// <summary>A command about one place, by its name.</summary>
    private static Command OfPlace(string verb, string description, Func<Session, Place, CancellationToken, Task<int>> action) =>
        OfPlace(verb, description, (session, _, place, cancellationToken) => action(session, place, cancellationToken));

    private static Command OfPlace(string verb, string description, Func<Session, ParseResult, Place, CancellationToken, Task<int>> action)
    {
        var name = new Argument<string>("NAME") { Description = "The place's name." };
        var command = new Command(verb, description) { name };
        command.SetAction(Session.Run($"places {verb}", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
            var place = await Place.FindAsync(connection, district.DistrictId, parsed.GetRequiredValue(name), cancellationToken)
                ?? throw new CommandException(ExitCode.Usage, $"There is no place '{parsed.GetRequiredValue(name)}'. See: medlogs places list");
            return await action(session, parsed, place, cancellationToken);
        }));
        return command;
    }

    private static int Ended(Session session, Place place, DropboxException? fault)
    {
        if (fault is null)
        {
            return ExitCode.Done;
        }

        session.Terminal.Error(fault.NeedsPerson
            ? $"{fault.Message} {place.File.Name} is stopped until a person has looked: medlogs places resume {place.File.Name}"
            : $"{fault.Message} It is tried again by itself.");
        return ExitCode.Refused;
    }

    private static string StateOf(Place place) => place switch
    {
        { PausedAt: not null } => "paused",
        { StoppedAt: not null } => $"stopped: {place.Problem}",
        { Problem: { } problem } => $"tried again {Instant(place.RetryAt)}: {problem}",
        { GoodAt: null } => "not tried yet",
        _ => "good",
    };

    private static string Word(string outcome) => outcome.Replace('-', ' ');

    private static string Instant(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";
}
