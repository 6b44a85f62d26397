using System.CommandLine;
using MedicaidLogs.Billing.Claims;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs claims void-answer</c>: what the payer said of a void by telephone or on its portal.</summary>
public static class VoidAnswerCommand
{
    public static Command Create()
    {
        var claim = new Option<string>("--claim") { Description = "Our number of the void, as 'claims waiting' and 'claims proposals' name it.", Required = true };
        var answer = new Option<string>("--as") { Description = "done: the payer took the claim back. refused: the claim stands.", Required = true };
        answer.AcceptOnlyFromAmong("done", "refused");
        var reason = new Option<string>("--reason") { Description = "Who said so, when and how; for the audit trail.", Required = true };
        var by = ByOption.Required();
        var command = new Command("void-answer", "Say what the payer answered to a void where no file of it does.") { claim, answer, reason, by };
        command.SetAction(Session.Run("claims void-answer", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var person = await ByOption.PersonAsync(session, district, parsed.GetRequiredValue(by), cancellationToken);
            var (number, isDone) = (parsed.GetRequiredValue(claim), parsed.GetRequiredValue(answer) == "done");
            var outcome = await new VoidAnswers(session.Database, session.Clock).AnswerAsync(
                district.DistrictId, number, isDone, parsed.GetRequiredValue(reason), person.UserId, cancellationToken);
            session.Terminal.Result("void", new { outcome = outcome.GetType().Name, claim = number });
            if (outcome is not VoidAnswerOutcome.Answered)
            {
                session.Terminal.Error($"{number}: {Refusal(outcome)}");
                return ExitCode.Refused;
            }

            session.Terminal.Line(isDone
                ? $"{number} is done: the sessions of its claim that are still billable are ready, and the next export bills them."
                : $"{number} is refused: its claim stands. medlogs claims proposals lists it.");
            await MonthCommand.CheckAfterVoidsAsync(session, district, cancellationToken);
            return ExitCode.Done;
        }));
        return command;
    }

    private static string Refusal(VoidAnswerOutcome outcome) => outcome switch
    {
        VoidAnswerOutcome.KnownBefore => "that is known already.",
        VoidAnswerOutcome.BilledSince => "sessions of the claim that it took back are billed anew: it cannot stand again.",
        VoidAnswerOutcome.NoVoid => "the district has no void of that number; 'claims proposals' names the void of each claim that waits for one.",
        VoidAnswerOutcome.NotSent => "its file is not released, so the payer cannot know it.",
        _ => $"one of these says so: {string.Join(", ", ClaimRelease.Roles)}.",
    };
}
