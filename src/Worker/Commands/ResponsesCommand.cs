using System.CommandLine;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs responses import|list|unmatched|assign|not-ours|match</c>: what payers send back, and what a person decides about it.</summary>
public static class ResponsesCommand
{
    private static readonly string[] FileColumns = ["file", "outcome", "answers", "payments", "claims", "lines", "dollars", "unmatched"];

    public static Command Create() => new("responses", "Take in what payers send (TA1, 999, 277CA, 835), and decide what matches nothing.")
    {
        Import(), List(), Unmatched(), Assign(), NotOurs(), MatchAgain(),
    };

    private static Command Import()
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "Files as the payer sent them.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var command = new Command("import", "Take in payers' files and post them. A file that came before is not posted again.") { files };
        command.SetAction(Session.Run("responses import", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            return await ImportAsync(session, district, parsed.GetRequiredValue(files), "files", cancellationToken);
        }));
        return command;
    }

    /// <param name="result">What scripts find the files under.</param>
    public static async Task<int> ImportAsync(
        Session session, District district, IReadOnlyList<FileInfo> files, string result, CancellationToken cancellationToken)
    {
        var intake = new ResponseIntake(session.Database, session.Clock);
        var outcomes = new List<(string File, ResponseOutcome Outcome)>();
        await session.Terminal.StepsAsync([.. files.Select(file => ($"Taking in {file.Name}", (Func<Task>)(async () =>
        {
            await using var content = file.OpenRead();
            outcomes.Add((file.Name, await intake.ImportAsync(district.DistrictId, file.Name, content, session.Actor, cancellationToken)));
        })))]);
        Report(session.Terminal, outcomes, result);
        await MonthCommand.CheckAfterVoidsAsync(session, district, cancellationToken);
        return outcomes.Any(each => each.Outcome is ResponseOutcome.Refused) ? ExitCode.Refused : ExitCode.Done;
    }

    private static Command List()
    {
        var month = new Option<string>("--month") { Description = "Only files that came in this month, such as 2026-11." };
        var command = new Command("list", "List the files that payers sent, the latest first.") { month };
        command.SetAction(Session.Run("responses list", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            DateOnly? day = parsed.GetValue(month) is { } text ? CommonOptions.MonthOf(text) : null;
            await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
            var files = await ReceivedFile.ListAsync(connection, district.DistrictId, day, district.TimeZone, cancellationToken);
            session.Terminal.Table("Files of payers", FileColumns, files.Select(file => Row(file.FileName, file.Status, file.Summary)));
            session.Terminal.Result("files", files.Select(file => new
            {
                file.ResponseFileId,
                file = file.FileName,
                sha256 = file.Sha256.ToString(),
                file.ReceivedAt,
                file.Status,
                file.Summary,
                file.Refusal,
            }));
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>More nobody reads in a terminal; the pages go on.</summary>
    private const int MostUnmatched = 10_000;

    private static Command Unmatched()
    {
        var command = new Command("unmatched", "List what is on none of our claim lines, and waits for a person.");
        command.SetAction(Session.Run("responses unmatched", async (session, _, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
            var waiting = await UnmatchedRemits.ListAsync(connection, district.DistrictId, after: null, MostUnmatched, cancellationToken);
            session.Terminal.Table(
                "On none of our lines", ["id", "paid on", "trace number", "claim", "status", "day", "code", "charge", "paid"],
                waiting.Select(each => new[]
                {
                    each.Id.ToString(), $"{each.PaidDate:yyyy-MM-dd}", each.TraceNumber, each.ClaimNumber, each.Status, $"{each.ServiceDate:yyyy-MM-dd}",
                    $"{each.Procedure} {each.Modifiers}".TrimEnd(), Text.Dollars(each.ChargeCents), Text.Dollars(each.PaidCents),
                }));
            session.Terminal.Result("unmatched", waiting.Select(each => new { id = each.Id.ToString(), detail = each }));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Assign()
    {
        var (id, reason, by) = (Id(), Reason(), ByOption.Required());
        var line = new Option<string>("--line")
        {
            Description = "The number of our claim line (16 characters), or of our claim (14) for an answer without lines.",
            Required = true,
        };
        var command = new Command("assign", "Say which of our claim lines an unmatched answer means.") { id, line, reason, by };
        command.SetAction(Session.Run("responses assign", (session, parsed, cancellationToken) =>
            DecideAsync(session, new(parsed.GetRequiredValue(id), parsed.GetRequiredValue(reason), parsed.GetRequiredValue(by)), (unmatched, asked) =>
                unmatched.AssignAsync(asked.DistrictId, asked.Id, parsed.GetRequiredValue(line), asked.Reason, asked.UserId, cancellationToken), cancellationToken)));
        return command;
    }

    private static Command NotOurs()
    {
        var (id, reason, by) = (Id(), Reason(), ByOption.Required());
        var command = new Command("not-ours", "Say that an unmatched answer means no claim of ours.") { id, reason, by };
        command.SetAction(Session.Run("responses not-ours", (session, parsed, cancellationToken) =>
            DecideAsync(session, new(parsed.GetRequiredValue(id), parsed.GetRequiredValue(reason), parsed.GetRequiredValue(by)), (unmatched, asked) =>
                unmatched.NotOursAsync(asked.DistrictId, asked.Id, asked.Reason, asked.UserId, cancellationToken), cancellationToken)));
        return command;
    }

    private static Command MatchAgain()
    {
        var command = new Command("match", "Match once more what waits for a person.");
        command.SetAction(Session.Run("responses match", async (session, _, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var matched = await new UnmatchedRemits(session.Database, session.Clock).MatchAgainAsync(district.DistrictId, cancellationToken);
            session.Terminal.Line($"{Text.Count(matched)} matched.");
            session.Terminal.Result("matched", matched);
            await MonthCommand.CheckAfterVoidsAsync(session, district, cancellationToken);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "As 'responses unmatched' lists it: 12-3-1." };

    private static Option<string> Reason() => new("--reason") { Description = "Why; it is kept with who decided, and when.", Required = true };

    private static async Task<int> DecideAsync(
        Session session, Typed typed, Func<UnmatchedRemits, Asked, Task<UnmatchedOutcome>> decide, CancellationToken cancellationToken)
    {
        if (!UnmatchedId.TryParse(typed.Id, out var id) || string.IsNullOrWhiteSpace(typed.Reason))
        {
            throw new CommandException(ExitCode.Usage, "Name what 'medlogs responses unmatched' lists, such as 12-3-1, and say why.");
        }

        var district = await session.DistrictAsync(cancellationToken);
        var person = await ByOption.PersonAsync(session, district, typed.By, cancellationToken);
        var outcome = await decide(new(session.Database, session.Clock), new(district.DistrictId, id, typed.Reason, person.UserId));
        session.Terminal.Result("decision", new { outcome = outcome.GetType().Name, detail = (object)outcome });
        switch (outcome)
        {
            case UnmatchedOutcome.Decided decided:
                session.Terminal.Line(decided.MatchedBesides > 0 ? $"Decided; {Text.Count(decided.MatchedBesides)} more are clear by it." : "Decided.");
                return ExitCode.Done;
            case UnmatchedOutcome.DoesNotFit refused:
                session.Terminal.Error(refused.Words);
                return ExitCode.Refused;
            case UnmatchedOutcome.NotAllowed:
                session.Terminal.Error("Only a clerk, finance or an administrator of the district decides that.");
                return ExitCode.Refused;
            default:
                session.Terminal.Error($"{id} waits no longer: it was matched or decided, or never was.");
                return ExitCode.Refused;
        }
    }

    private static void Report(Terminal terminal, IReadOnlyList<(string File, ResponseOutcome Outcome)> outcomes, string result)
    {
        terminal.Table("Files of payers", FileColumns, outcomes.Select(each => Row(each.File, Word(each.Outcome), SummaryOf(each.Outcome))));
        foreach (var (file, outcome) in outcomes)
        {
            if (outcome is ResponseOutcome.Refused { Refusal: var refusal })
            {
                terminal.Error($"{file}: {refusal.Words} ({Place(refusal)})");
            }

            if (SummaryOf(outcome) is { TestParts: > 0 } summary)
            {
                terminal.Line($"{file}: {Text.Count(summary.TestParts, "part", "parts")} of it passed over: nothing is posted from a test.");
            }
        }

        terminal.Result(result, outcomes.Select(each => new { file = each.File, outcome = Word(each.Outcome), detail = (object)each.Outcome }));
    }

    private static string Place(ResponseRefusal refusal) => refusal.OffBalances is [var first, ..]
        ? $"{refusal.Code}: {Text.Count(refusal.OffBalanceCount, "place", "places")}, the first in segment {first.Segment}, level {first.Level}, off by {Text.Dollars(first.OffByCents)}"
        : $"{refusal.Code}, segment {refusal.Segment}{(refusal.Element.Length > 0 ? " " : "")}{refusal.Element}"
            + (refusal.Offset is { } offset ? $", byte {offset}" : "");

    private static string[] Row(string file, string outcome, ResponseSummary? summary) => summary is null
        ? [file, outcome, "", "", "", "", "", ""]
        :
        [
            file, outcome, Text.Count(summary.RunAnswers + summary.ClaimAnswers), Text.Count(summary.Payments), Text.Count(summary.Claims),
            Text.Count(summary.Lines), Text.Dollars(summary.PaymentCents), Text.Count(summary.Unmatched + summary.UnmatchedAnswers),
        ];

    private static ResponseSummary? SummaryOf(ResponseOutcome outcome) => outcome switch
    {
        ResponseOutcome.Posted posted => posted.Summary,
        ResponseOutcome.CameBefore before => before.Summary,
        _ => null,
    };

    private static string Word(ResponseOutcome outcome) => outcome switch
    {
        ResponseOutcome.Posted => "posted",
        ResponseOutcome.CameBefore => "came before",
        _ => "refused",
    };

    private sealed record Typed(string Id, string Reason, string By);

    private sealed record Asked(DistrictId DistrictId, UnmatchedId Id, string Reason, Guid UserId);
}
