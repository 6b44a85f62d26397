using System.CommandLine;
using System.Globalization;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Screening;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs import leie FILE --month 2026-10</c> screens a month; <c>medlogs screening list|decide</c> is for what a person must look at.</summary>
public static class ScreeningCommand
{
    public static Command Create() => new("screening", "Matches of providers with the exclusion list.") { List(), Decide() };

    /// <summary>The exclusion list is imported as files are, though it is nobody's records but the OIG's.</summary>
    public static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The whole LEIE as the OIG publishes it, UPDATED.csv." }.AcceptExistingOnly();
        var month = CommonOptions.Month();
        var command = new Command("leie", "Screen every provider for a month against the OIG's exclusion list.") { file, month };
        command.SetAction(Session.Run("import leie", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            return await ScreenAsync(
                session, await session.DistrictAsync(cancellationToken), day, parsed.GetRequiredValue(file).FullName, cancellationToken);
        }));
        return command;
    }

    public static async Task<int> ScreenAsync(
        Session session, District district, DateOnly month, string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        var outcome = await new ExclusionScreening(session.Database, session.Clock).ScreenAsync(
            district.DistrictId, month, Path.GetFileName(path), content, session.Actor, cancellationToken);
        session.Terminal.Result("screening", new { outcome = outcome.GetType().Name, detail = (object)outcome });
        switch (outcome)
        {
            case ScreeningOutcome.Screened screened:
                session.Terminal.Line(
                    $"{MonthName.Of(month)} is screened (screening {screened.Number}, {Text.Count(screened.ListRecords, "record", "records")}): {Counted(screened.Counts)}.");
                return ExitCode.Done;
            case ScreeningOutcome.AsBefore before:
                session.Terminal.Line($"{MonthName.Of(month)} was screened with this list before (screening {before.Number}): {Counted(before.Counts)}.");
                return ExitCode.Done;
            default:
                session.Terminal.Error(((ScreeningOutcome.Refused)outcome).Reason);
                return ExitCode.Refused;
        }
    }

    private static Command List()
    {
        var month = CommonOptions.Month();
        var command = new Command("list", "List what a month's screening matched, decided or not.") { month };
        command.SetAction(Session.Run("screening list", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            var matches = await new ScreeningDecisions(session.Database, session.Clock).ListAsync(district.DistrictId, day, cancellationToken);
            session.Terminal.Table(
                "Matches",
                ["provider", "standing", "matched by", "on the list as", "born", "excluded from", "to", "type", "line"],
                matches.Select(Row));
            session.Terminal.Result("matches", matches);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Decide()
    {
        var provider = new Argument<string>("PROVIDER") { Description = "The provider's number." };
        var month = CommonOptions.Month();
        var clear = new Option<bool>("--clear") { Description = "The list means somebody else of that name." };
        var excluded = new Option<bool>("--excluded") { Description = "The list means this provider." };
        var reason = new Option<string>("--reason") { Description = "What was found out, and how; without names or birth dates.", Required = true };
        var command = new Command("decide", "Decide what a match by name means.") { provider, month, clear, excluded, reason };
        command.Validators.Add(result =>
        {
            if (result.GetValue(clear) == result.GetValue(excluded))
            {
                result.AddError("Say one of --clear and --excluded.");
            }
        });
        command.SetAction(Session.Run("screening decide", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            var outcome = await new ScreeningDecisions(session.Database, session.Clock).DecideAsync(
                district.DistrictId, day, parsed.GetRequiredValue(provider), parsed.GetValue(excluded), parsed.GetRequiredValue(reason), session.Actor,
                cancellationToken);
            session.Terminal.Result("decision", new { outcome = outcome.GetType().Name, detail = (object)outcome });
            if (outcome is DecisionOutcome.Refused refused)
            {
                session.Terminal.Error(refused.Reason);
                return ExitCode.Refused;
            }

            var entries = ((DecisionOutcome.Decided)outcome).Entries;
            session.Terminal.Line(
                $"Decided, and the provider's sessions are checked again: {Text.Count(entries.Freed.Entries)} can be billed now, {Text.Count(entries.Stopped.Entries)} not any more.");
            return ExitCode.Done;
        }));
        return command;
    }

    private static string Counted(ScreeningCounts counts) =>
        $"{Text.Count(counts.Clear)} clear, {Text.Count(counts.Possible)} to decide, {Text.Count(counts.Excluded)} excluded";

    private static string[] Row(ListedMatch match) =>
    [
        match.ProviderNumber, match.Standing, match.MatchedBy, match.ListedName, Date(match.ListedBirthDate), Date(match.ExcludedFrom),
        Date(match.ExcludedTo), match.ExclusionType, match.LineNumber.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Date(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
