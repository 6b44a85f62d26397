using System.CommandLine;
using MedicaidLogs.Billing.Reconciliation;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs claims write-off --line M…01 --of denied --all --reason TEXT --by EMAIL</c></summary>
public static class WriteOffCommand
{
    public static Command Create()
    {
        var line = new Option<string>("--line") { Description = "The claim line's number: the claim's and two digits.", Required = true };
        var of = new Option<string>("--of") { Description = "What is given up.", Required = true };
        of.AcceptOnlyFromAmong("outstanding", "denied");
        var cents = new Option<long?>("--cents") { Description = "How many cents." };
        var all = new Option<bool>("--all") { Description = "All that there is." };
        var takeBack = new Option<bool>("--take-back") { Description = "Take back what was written off." };
        var reason = new Option<string>("--reason") { Description = "Why, for the audit trail; without names.", Required = true };
        var by = ByOption.Required();
        var command = new Command("write-off", "Give up cents of a claim line that will never come, or take that back.")
        {
            line, of, cents, all, takeBack, reason, by,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == result.GetValue(cents) is not null)
            {
                result.AddError("Say how much: --all or --cents.");
            }
        });
        command.SetAction(Session.Run("claims write-off", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var person = await ByOption.PersonAsync(session, district, parsed.GetRequiredValue(by), cancellationToken);
            var writeOffs = new WriteOffs(session.Database, session.Clock);
            var what = new WriteOff(
                parsed.GetRequiredValue(line),
                parsed.GetRequiredValue(of) == "denied" ? WriteOffOf.Denied : WriteOffOf.Outstanding,
                parsed.GetValue(cents),
                parsed.GetRequiredValue(reason));
            var outcome = parsed.GetValue(takeBack)
                ? await writeOffs.TakeBackAsync(district.DistrictId, what, person.UserId, cancellationToken)
                : await writeOffs.WriteOffAsync(district.DistrictId, what, person.UserId, cancellationToken);
            session.Terminal.Result("writeOff", new { outcome = outcome.GetType().Name, detail = (object)outcome });
            if (outcome is WriteOffOutcome.Refused refused)
            {
                session.Terminal.Error(refused.Reason);
                return ExitCode.Refused;
            }

            var done = (WriteOffOutcome.Done)outcome;
            session.Terminal.Line($"{Text.Dollars(done.Cents)} {(parsed.GetValue(takeBack) ? "taken back" : "written off")}; {Text.Dollars(done.LeftCents)} left.");
            return ExitCode.Done;
        }));
        return command;
    }
}
