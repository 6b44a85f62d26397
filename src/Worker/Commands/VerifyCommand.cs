using System.CommandLine;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Reconciliation.Invariants;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs verify</c>: whether the books are right, invariant by invariant; or whether sealed files are, or the audit trail.</summary>
public static class VerifyCommand
{
    private const int MostShown = 10;

    public static Command Create()
    {
        var month = new Option<string>("--month") { Description = "Look at this month of service alone, such as 2026-10." };
        var files = new Argument<string[]>("files") { Description = "Sealed session logs (PDF): look at these instead.", Arity = ArgumentArity.ZeroOrMore };
        var chain = new Option<bool>("--chain") { Description = "Look at the audit trail instead: whether an event was changed or is missing." };
        var command = new Command("verify", "Look at the books: what must hold of claims, payments and postings, and what does not.") { files, month, chain };
        command.SetAction(Session.Run("verify", async (session, parsed, cancellationToken) =>
        {
            if (parsed.GetValue(files) is { Length: > 0 } paths)
            {
                return await VerifySealed.RunAsync(session, paths, cancellationToken);
            }

            if (parsed.GetValue(chain))
            {
                return await ChainAsync(session, await session.DistrictAsync(cancellationToken), cancellationToken);
            }

            DateOnly? day = parsed.GetValue(month) is { } text ? CommonOptions.MonthOf(text) : null;
            var district = await session.DistrictAsync(cancellationToken);
            return await VerifyAsync(session, district, day, cancellationToken);
        }));
        return command;
    }

    /// <param name="month">Null: everything that the district has.</param>
    public static async Task<int> VerifyAsync(Session session, District district, DateOnly? month, CancellationToken cancellationToken)
    {
        var (verification, notes) = (new LedgerVerification(session.Database), new Notes(session.Terminal));
        return Tell(session.Terminal, month is null
            ? await verification.VerifyAndKeepAsync(district.DistrictId, session.Actor, session.Clock, notes, cancellationToken)
            : await verification.VerifyAsync(district.DistrictId, month, notes, cancellationToken));
    }

    private static async Task<int> ChainAsync(Session session, District district, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        var broken = await AuditTrail.VerifyAsync(connection, district.DistrictId, cancellationToken);
        session.Terminal.Result("chain", new { sound = broken is null, firstBroken = broken });
        if (broken is { } number)
        {
            session.Terminal.Error($"The audit trail is broken: event {Text.Count(number)} was changed, or one before it is missing.");
            return ExitCode.Refused;
        }

        session.Terminal.Line("The audit trail is sound.");
        return ExitCode.Done;
    }

    private static int Tell(Terminal terminal, IReadOnlyList<Verified> verified)
    {
        terminal.Table("The books", ["what must hold", "holds", "breaches"], verified.Select(each =>
            new[] { each.Invariant.Holds, each.Holds ? "yes" : Word(each.Invariant.Severity), each.Holds ? "" : Counted(each.Breaches.Count) }));
        foreach (var broken in verified.Where(each => !each.Holds))
        {
            terminal.Table(broken.Invariant.Name, ["what", "off by, dollars"], broken.Breaches.Take(MostShown).Select(breach =>
                new[] { breach.Subject, breach.Cents == 0 ? "" : Text.Dollars(breach.Cents) }));
        }

        terminal.Result("verified", verified.Select(each => new
        {
            each.Invariant.Name,
            Must = each.Invariant.Holds,
            Severity = Word(each.Invariant.Severity),
            each.Holds,
            each.Breaches,
            each.Read,
        }));
        foreach (var read in verified.Select(each => each.Read).OfType<FilesRead>())
        {
            terminal.Line($"Stored files read: {Counted(read)}, to the last byte.");
        }

        var faults = verified.Count(each => !each.Holds && each.Invariant.Severity == InvariantSeverity.Fault);
        if (faults > 0)
        {
            terminal.Error($"The books are wrong in {Text.Count(faults)} of {Text.Count(verified.Count)} invariants. See docs/ledger.md.");
            return ExitCode.Refused;
        }

        var open = verified.Count(each => !each.Holds);
        terminal.Line(open == 0 ? "The books are right." : $"The books are right. In {Text.Count(open)} of these somebody must act: see docs/ledger.md.");
        return ExitCode.Done;
    }

    private static string Word(InvariantSeverity severity) => severity == InvariantSeverity.Fault ? "NO" : "attention";

    private static string Counted(FilesRead read) => $"{Text.Count(read.Files, "file", "files")}, {Text.Count(read.Bytes, "byte", "bytes")}";

    private static string Counted(int breaches) => breaches < LedgerVerification.MostBreaches ? Text.Count(breaches) : $"{Text.Count(breaches)} or more";

    private sealed class Notes(Terminal terminal) : IProgress<FilesRead>
    {
        public void Report(FilesRead value) => terminal.Note($"{Counted(value)} read so far.");
    }
}
