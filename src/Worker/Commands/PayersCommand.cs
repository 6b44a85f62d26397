using System.CommandLine;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs payers list|validate|show|set|drop</c>: how each payer wants its claim files.</summary>
public static class PayersCommand
{
    public static Command Create() => new("payers", "How each payer wants its claim files: the shipped profiles, and a district's own.")
    {
        List(), Validate(), Show(), Set(), Drop(),
    };

    private static Command List()
    {
        var command = new Command("list", "List the shipped profiles, and the district's own before them.");
        command.SetAction(Session.Run("payers list", async (session, _, cancellationToken) =>
        {
            var district = await session.DistrictOrNoneAsync(cancellationToken);
            var own = district is null ? [] : await Profiles(session).OwnAsync(district.DistrictId, cancellationToken);
            var shipped = PayerProfile.ShippedNames.Select(PayerProfile.Shipped).ToList();
            var listed = own.Select(each => (each.Profile, Origin: $"own, {each.Number}: {each.FileName}"))
                .Concat(shipped.Where(profile => own.All(each => each.Profile.Name != profile.Name)).Select(profile => (Profile: profile, Origin: "shipped")))
                .Select(each => new { each.Profile.Name, each.Origin, InUse = each.Profile.Name == district?.Payer, each.Profile.Title })
                .OrderBy(each => each.Name, StringComparer.Ordinal)
                .ToList();
            session.Terminal.Table("Payer profiles", ["name", "origin", "in use", "title"], listed.Select(each =>
                new[] { each.Name, each.Origin, each.InUse ? "yes" : "", each.Title }));
            session.Terminal.Result("payers", listed);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Validate()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A payer profile, see docs/payers.md." }.AcceptExistingOnly();
        var command = new Command("validate", "Tell every fault of a payer profile, each with its place.") { file };
        command.SetAction(Session.RunWithoutDatabase(async (terminal, parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var profile = PayerProfile.Parse(path.Name, await File.ReadAllBytesAsync(path.FullName, cancellationToken));
            terminal.Line($"{path.Name} is sound: {profile.Name}, {profile.Title}.");
            terminal.Result("payer", new { profile.Name, profile.Title });
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("NAME") { Description = "A profile's name; left out: the one that the district's claims go by.", Arity = ArgumentArity.ZeroOrOne };
        var on = new Option<string>("--on") { Description = "Only the edition by which a file of that day is made (2026-11-09)." };
        var command = new Command("show", "Show all that a profile says, the district's own before the shipped one.") { name, on };
        command.SetAction(Session.Run("payers show", async (session, parsed, cancellationToken) =>
        {
            var profile = parsed.GetValue(name) is { } named && await session.DistrictOrNoneAsync(cancellationToken) is not { } district
                ? PayerProfile.Shipped(named)
                : await OfDistrictAsync(session, await session.DistrictAsync(cancellationToken), parsed.GetValue(name), cancellationToken);
            var settings = PayerListing.Of(profile, CommonOptions.DayOf(parsed.GetValue(on)));
            session.Terminal.Table($"{profile.Title} ({profile.Name})", ["member", "from", "value"], settings.Select(setting =>
                new[] { setting.Member, $"{setting.From:yyyy-MM-dd}", setting.Said }));
            session.Terminal.Line(profile.Source);
            session.Terminal.Result("payer", new { profile.Name, profile.Title, profile.Source, settings });
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Set()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A payer profile, see docs/payers.md." }.AcceptExistingOnly();
        var command = new Command("set", "Put a profile of the district's own in the place of the one of its name.") { file };
        command.SetAction(Session.Run("payers set", async (session, parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var district = await session.DistrictAsync(cancellationToken);
            var (profile, isNew) = await Profiles(session).SetAsync(
                district.DistrictId, path.Name, await File.ReadAllBytesAsync(path.FullName, cancellationToken), session.Actor, cancellationToken);
            session.Terminal.Line(isNew
                ? $"{profile.Name} holds from the next claim file on.{(profile.Name == district.Payer ? "" : $" The district's payer is {district.Payer}, by its district file.")}"
                : $"{profile.Name} is the same as before.");
            session.Terminal.Result("payer", new { profile.Name, profile.Title, isNew });
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Drop()
    {
        var name = new Argument<string>("NAME") { Description = "The name of a profile of the district's own." };
        var command = new Command("drop", "End a profile of the district's own; the shipped one of its name holds again.") { name };
        command.SetAction(Session.Run("payers drop", async (session, parsed, cancellationToken) =>
        {
            var named = parsed.GetRequiredValue(name);
            var district = await session.DistrictAsync(cancellationToken);
            var ended = await Profiles(session).EndAsync(district.DistrictId, named, session.Actor, cancellationToken);
            session.Terminal.Line(ended ? $"{named} is no longer the district's own." : $"The district has no profile {named} of its own.");
            session.Terminal.Result("payer", new { name = named, ended });
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>The profile by which a district's claims go out, or another by its name.</summary>
    public static async Task<PayerProfile> OfDistrictAsync(Session session, District district, string? name, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        return await PayerProfiles.FindAsync(connection, district.DistrictId, name ?? district.Payer, cancellationToken);
    }

    private static PayerProfiles Profiles(Session session) => new(session.Database, session.Clock);
}
