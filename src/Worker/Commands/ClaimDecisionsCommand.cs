using System.CommandLine;
using MedicaidLogs.Billing.Claims;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs claims proposals|decide|drop</c>: sent claims that need to be replaced, voided or sent again. A person decides.</summary>
public static class ClaimDecisionsCommand
{
    private const int Shown = 200;

    public static Command Proposals()
    {
        var month = CommonOptions.Month();
        var command = new Command("proposals", "List the month's sent claims that are no longer true, or came back, and what may be done.") { month };
        command.SetAction(Session.Run("claims proposals", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            var proposals = await new ClaimProposals(session.Database).OfMonthAsync(district.DistrictId, day, cancellationToken);
            Tell(session.Terminal, proposals);
            session.Terminal.Result("proposals", proposals.Select(each => new
            {
                each.ClaimNumber,
                each.FileName,
                each.Stage,
                each.Denied,
                each.ChargeCents,
                each.Sessions,
                each.Changed,
                each.NotBillable,
                each.Codes,
                each.Late,
                proposed = ClaimDecisionText.Of(each.Proposed),
                sentAs = ClaimDecisionText.Of(each.SentAs),
                each.PayerNumberKnown,
                decided = each.Decided is { } decided ? ClaimDecisionText.Of(decided) : null,
                each.Refused,
                each.VoidedBy,
            }));
            return ExitCode.Done;
        }));
        return command;
    }

    public static Command Decide()
    {
        var (claim, by) = (Claim(), ByOption.Required());
        var kind = new Option<string>("--as") { Description = "replace, void, or again.", Required = true };
        kind.AcceptOnlyFromAmong([.. ClaimDecisionText.All.Select(ClaimDecisionText.Of)]);
        var reason = new Option<string>("--reason") { Description = "Why, for the audit trail.", Required = true };
        var command = new Command("decide", "Decide what becomes of a sent claim; the next run carries it out.") { claim, kind, reason, by };
        command.SetAction(Session.Run("claims decide", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var person = await ByOption.PersonAsync(session, district, parsed.GetRequiredValue(by), cancellationToken);
            var outcome = await new ClaimDecisions(session.Database, session.Clock).DecideAsync(
                district.DistrictId, parsed.GetRequiredValue(claim), ClaimDecisionText.Parse(parsed.GetRequiredValue(kind))!.Value,
                parsed.GetRequiredValue(reason), person.UserId, cancellationToken);
            return Tell(session.Terminal, parsed.GetRequiredValue(claim), outcome);
        }));
        return command;
    }

    public static Command Drop()
    {
        var (claim, by) = (Claim(), ByOption.Required());
        var command = new Command("drop", "Take back a decision that no run has carried out yet.") { claim, by };
        command.SetAction(Session.Run("claims drop", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var person = await ByOption.PersonAsync(session, district, parsed.GetRequiredValue(by), cancellationToken);
            var outcome = await new ClaimDecisions(session.Database, session.Clock).DropAsync(
                district.DistrictId, parsed.GetRequiredValue(claim), person.UserId, cancellationToken);
            return Tell(session.Terminal, parsed.GetRequiredValue(claim), outcome);
        }));
        return command;
    }

    private static Option<string> Claim() => new("--claim") { Description = "Our number of the claim, such as M000100000001A.", Required = true };

    private static void Tell(Terminal terminal, IReadOnlyList<ClaimProposal> proposals)
    {
        if (proposals.Count == 0)
        {
            terminal.Line("Every sent claim says what is known now, and none came back.");
            return;
        }

        terminal.Table(
            $"{Text.Count(proposals.Count)} sent claims that may need another", ["claim", "stage", "dollars", "proposed", "why", "decided"],
            proposals.Take(Shown).Select(each => new[]
            {
                each.ClaimNumber, each.Stage, Text.Dollars(each.ChargeCents), each.VoidedBy is null ? ClaimDecisionText.Of(each.Proposed) : "wait", each.Why,
                each.Decided is { } decided ? ClaimDecisionText.Of(decided) : "",
            }));
    }

    private static int Tell(Terminal terminal, string claim, DecisionOutcome outcome)
    {
        terminal.Result("decision", new { outcome = outcome.GetType().Name, claim });
        switch (outcome)
        {
            case DecisionOutcome.Decided { Kind: ClaimDecisionKind.Again }:
                terminal.Line($"The sessions of {claim} are ready again: close and export the month.");
                return ExitCode.Done;
            case DecisionOutcome.Decided decided:
                terminal.Line($"{claim}: the next export of its month makes a {Noun(decided.Kind)} of it.");
                return ExitCode.Done;
            case DecisionOutcome.Dropped dropped:
                terminal.Line($"{claim}: no {Noun(dropped.Kind)} will be made.");
                return ExitCode.Done;
            default:
                terminal.Error($"{claim}: {Refusal(outcome)}");
                return ExitCode.Refused;
        }
    }

    private static string Refusal(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.DecidedBefore before => $"a {Noun(before.Kind)} is decided already and waits for the next export.",
        DecisionOutcome.NothingWaits => "no decision waits.",
        DecisionOutcome.NotSent => "its file is not released; withdraw the file instead: medlogs month withdraw",
        DecisionOutcome.NotStanding { Original: { } original } => $"the payer refused it, and {original} stands: decide about that one.",
        DecisionOutcome.NotStanding => "it was voided, replaced or sent again before, or is a void itself.",
        DecisionOutcome.VoidNotAnswered waits => $"it waits for the payer's answer to the void {waits.VoidNumber}: medlogs claims void-answer",
        DecisionOutcome.NotSentBack => "the payer neither rejected it nor denied all of it.",
        DecisionOutcome.NoPayerNumber { Rejected: true } => "the payer never took it; send it again: --as again",
        DecisionOutcome.NoPayerNumber => "the payer's number of it is not known yet. It comes with the payer's answer (277CA) or remittance (835).",
        DecisionOutcome.NotFound => "the district has no claim of that number.",
        _ => $"one of these decides: {string.Join(", ", ClaimRelease.Roles)}.",
    };

    private static string Noun(ClaimDecisionKind kind) => kind == ClaimDecisionKind.Void ? "void" : "replacement";
}
