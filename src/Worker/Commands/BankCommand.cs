using System.CommandLine;
using System.Globalization;
using MedicaidLogs.Billing.Deposits;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs bank add|import|list|match|unmatch</c>: the bank's side of what payers say they paid.</summary>
public static class BankCommand
{
    public static Command Create() => new("bank", "Lines of the bank account, and the remittances that they pay.") { Add(), Import(), List(), Match(), Unmatch() };

    private static Command Add()
    {
        var date = new Option<string>("--date") { Description = "The day of the bank, such as 2026-11-06.", Required = true };
        var amount = new Option<string>("--amount") { Description = "Dollars, such as 17.79; with a minus for what left the account.", Required = true };
        var trace = new Option<string>("--trace") { Description = "The trace number, where the bank gives one.", DefaultValueFactory = _ => "" };
        var description = new Option<string>("--description") { Description = "What the bank says.", DefaultValueFactory = _ => "" };
        var by = ByOption.Optional();
        var command = new Command("add", "Enter a line of the bank account.") { date, amount, trace, description, by };
        command.SetAction(Session.Run("bank add", async (session, parsed, cancellationToken) =>
        {
            var line = new BankLine(
                CommonOptions.DayOf(parsed.GetRequiredValue(date))!.Value,
                CentsOf(parsed.GetRequiredValue(amount)),
                parsed.GetRequiredValue(trace).Trim(),
                parsed.GetRequiredValue(description).Trim());
            var district = await session.DistrictAsync(cancellationToken);
            var who = await WhoAsync(session, district, parsed.GetValue(by), cancellationToken);
            return Tell(session.Terminal, await new BankLines(session.Database, session.Clock).AddAsync(district.DistrictId, line, who, cancellationToken));
        }));
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A CSV file with the columns date and amount, and trace and description where there are any." }
            .AcceptExistingOnly();
        var by = ByOption.Optional();
        var command = new Command("import", "Take in the lines of a bank's file.") { file, by };
        command.SetAction(Session.Run("bank import", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var who = await WhoAsync(session, district, parsed.GetValue(by), cancellationToken);
            return await ImportAsync(session, district, parsed.GetRequiredValue(file), who, cancellationToken);
        }));
        return command;
    }

    public static async Task<int> ImportAsync(Session session, District district, FileInfo file, Actor who, CancellationToken cancellationToken)
    {
        var outcome = file.Length <= BankLines.MostFileBytes
            ? await new BankLines(session.Database, session.Clock).ImportAsync(
                district.DistrictId, await File.ReadAllBytesAsync(file.FullName, cancellationToken), who, cancellationToken)
            : new BankOutcome.Refused("The file is longer than 8 MiB. Split it.");
        return Tell(session.Terminal, outcome);
    }

    private static Command List()
    {
        var command = new Command("list", "List remittances without a bank line, bank lines without a remittance, and differences.");
        command.SetAction(Session.Run("bank list", async (session, _, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var list = await DepositList.LoadAsync(session.Database, district.DistrictId, cancellationToken);
            var terminal = session.Terminal;
            terminal.Table("Remittances without a bank line", ["remittance", "paid on", "dollars", "trace number", "payer"], list.WithoutBankLine.Select(each =>
                new[] { Id(each.RemittanceId), Day(each.PaidDate), Text.Dollars(each.PaymentCents), each.TraceNumber, each.PayerName }));
            terminal.Table("Bank lines without a remittance", ["line", "banked on", "dollars", "trace number", "description"], list.WithoutRemittance.Select(each =>
                new[] { Id(each.BankLineId), Day(each.BankedOn), Text.Dollars(each.Cents), each.TraceNumber, each.Description }));
            terminal.Table("Differences", ["line", "banked on", "the bank", "remittances", "payers", "difference"], list.Differences.Select(each =>
                new[]
                {
                    Id(each.BankLineId), Day(each.BankedOn), Text.Dollars(each.BankCents), Text.Count(each.Remittances), Text.Dollars(each.PaymentCents),
                    Text.Dollars(each.DifferenceCents),
                }));
            terminal.Result("deposits", list);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Match()
    {
        var (remittance, reason, by) = (Remittance(), Reason(), ByOption.Required());
        var line = new Option<long>("--line") { Description = "The number of the bank line.", Required = true };
        var command = new Command("match", "Say that a bank line pays a remittance.") { remittance, line, reason, by };
        command.SetAction(Session.Run("bank match", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var person = await ByOption.PersonAsync(session, district, parsed.GetRequiredValue(by), cancellationToken);
            return Tell(session.Terminal, await new DepositDecisions(session.Database, session.Clock).MatchAsync(
                district.DistrictId, parsed.GetRequiredValue(remittance), parsed.GetRequiredValue(line), parsed.GetRequiredValue(reason), person.UserId,
                cancellationToken));
        }));
        return command;
    }

    private static Command Unmatch()
    {
        var (remittance, reason, by) = (Remittance(), Reason(), ByOption.Required());
        var command = new Command("unmatch", "Take a remittance from the bank line that it was tied to.") { remittance, reason, by };
        command.SetAction(Session.Run("bank unmatch", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var person = await ByOption.PersonAsync(session, district, parsed.GetRequiredValue(by), cancellationToken);
            return Tell(session.Terminal, await new DepositDecisions(session.Database, session.Clock).UnmatchAsync(
                district.DistrictId, parsed.GetRequiredValue(remittance), parsed.GetRequiredValue(reason), person.UserId, cancellationToken));
        }));
        return command;
    }

    private static int Tell(Terminal terminal, BankOutcome outcome)
    {
        terminal.Result("bank", new { outcome = outcome.GetType().Name, detail = (object)outcome });
        switch (outcome)
        {
            case BankOutcome.TakenIn { New: 0 }:
                terminal.Line("Nothing new: every line was there before.");
                return ExitCode.Done;
            case BankOutcome.TakenIn taken:
                terminal.Line($"New: {Text.Count(taken.New)} of {Text.Count(taken.Lines, "line", "lines")}. Tied to a bank line: {Text.Count(taken.Matched, "remittance", "remittances")}.");
                return ExitCode.Done;
            default:
                terminal.Error(((BankOutcome.Refused)outcome).Reason);
                return ExitCode.Refused;
        }
    }

    private static int Tell(Terminal terminal, DepositOutcome outcome)
    {
        terminal.Result("deposit", new { outcome = outcome.GetType().Name, detail = (object)outcome });
        if (outcome is DepositOutcome.Done done)
        {
            terminal.Line(done.LeftCents == 0 ? "Done." : $"Done. The bank line and its remittances differ by {Text.Dollars(done.LeftCents)}.");
            return ExitCode.Done;
        }

        terminal.Error(((DepositOutcome.Refused)outcome).Reason);
        return ExitCode.Refused;
    }

    private static async Task<Actor> WhoAsync(Session session, District district, string? email, CancellationToken cancellationToken) =>
        email is null ? session.Actor : Actor.User((await ByOption.PersonAsync(session, district, email, cancellationToken)).UserId);

    private static long CentsOf(string text) =>
        BankAmount.TryParse(text, out var cents)
            ? cents
            : throw new CommandException(ExitCode.Usage, $"'{text}' is not an amount. Write it as 17.79 or -17.79.");

    private static Option<long> Remittance() => new("--remittance") { Description = "The number of the remittance.", Required = true };

    private static Option<string> Reason() => new("--reason") { Description = "Why, for the audit trail.", Required = true };

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
