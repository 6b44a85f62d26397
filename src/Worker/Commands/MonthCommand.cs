using System.CommandLine;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs month close|preflight|export|release|withdraw|show</c>: what the office does with a month once its sessions are in.</summary>
public static class MonthCommand
{
    public static Command Create() => new("month", "Close a month, build, release or withdraw its claim files, or show where it stands.")
    {
        Close(), PreflightCommand.Create(), Export(), MonthReleaseCommand.Release(), MonthReleaseCommand.Withdraw(), Show(),
    };

    private static Command Close()
    {
        var month = CommonOptions.Month();
        var command = new Command("close", "Freeze what is billable, and list what is left out and why.") { month };
        command.SetAction(Session.Run("month close", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            return await CloseAsync(session, await session.DistrictAsync(cancellationToken), day, cancellationToken);
        }));
        return command;
    }

    private static Command Export()
    {
        var month = CommonOptions.Month();
        var output = OutputFolder.Option();
        var delayReason = DelayReason();
        var by = ByOption.Optional();
        var command = new Command("export", "Build the claim file of what is closed and not yet billed, and write the released claim files.")
        {
            month, output, delayReason, by,
        };
        command.SetAction(Session.Run("month export", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            var who = parsed.GetValue(by) is { } email
                ? Actor.User((await ByOption.PersonAsync(session, district, email, cancellationToken)).UserId)
                : session.Actor;
            return await ExportAsync(
                session, district, day, OutputFolder.Of(parsed, output, district, day), who, parsed.GetValue(delayReason), cancellationToken);
        }));
        return command;
    }

    public static Option<string> DelayReason()
    {
        var option = new Option<string>("--delay-reason") { Description = "Why late claims are late: a code of X12 list 1514, such as 11 (other)." };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } code && !DelayReasons.IsKnown(code))
            {
                given.AddError($"'{code}' is no delay reason: 1 to 11, or 15.");
            }
        });
        return option;
    }

    private static Command Show()
    {
        var month = CommonOptions.Month();
        var command = new Command("show", "Show the month's funnel: rows, entries, billable, claimed.") { month };
        command.SetAction(Session.Run("month show", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            await ReconcileCommand.ShowFunnelAsync(session, district, day, cancellationToken);
            await WaitingCommand.WarnAsync(session, district, day, cancellationToken);
            return ExitCode.Done;
        }));
        return command;
    }

    public static async Task<int> CloseAsync(Session session, District district, DateOnly month, CancellationToken cancellationToken)
    {
        var outcome = await new MonthClose(session.Database, session.Clock).CloseAsync(district.DistrictId, month, session.Actor, cancellationToken);
        var terminal = session.Terminal;
        terminal.Result("close", new { outcome = outcome.GetType().Name, detail = (object)outcome });
        switch (outcome)
        {
            case CloseOutcome.Closed closed:
                terminal.Line(
                    $"{MonthName.Of(month)} is closed (close {closed.CloseNumber}): {Text.Count(closed.NewBillable, "entry", "entries")} to bill, "
                    + $"{Text.Dollars(closed.BillableCents)} in the month; {Text.Dollars(closed.LeftOutCents)} left out.");
                ListLeftOut(terminal, closed.LeftOut);
                return ExitCode.Done;
            case CloseOutcome.NothingToClose nothing:
                terminal.Line($"{MonthName.Of(month)} is closed already (close {nothing.LastCloseNumber}); nothing has become billable since.");
                ListLeftOut(terminal, nothing.LeftOut);
                return ExitCode.Done;
            case CloseOutcome.Stale stale:
                terminal.Error($"{MonthName.Of(month)} must be checked again first ({stale.Reason}): medlogs check --month {MonthName.Of(month)}");
                return ExitCode.Refused;
            default:
                terminal.Error($"{MonthName.Of(month)} has no entries.");
                return ExitCode.Refused;
        }
    }

    public static async Task<int> ExportAsync(
        Session session, District district, DateOnly month, string folder, Actor who, string? delayReason, CancellationToken cancellationToken)
    {
        var profile = await PayersCommand.OfDistrictAsync(session, district, name: null, cancellationToken);
        var outcome = await new ClaimRun(session.Database, session.Clock).BuildAsync(
            district.DistrictId, month, profile, who, delayReason, cancellationToken);
        var exitCode = Tell(session.Terminal, month, outcome);
        await CheckAfterVoidsAsync(session, district, cancellationToken);
        var voidsOut = await VoidsOutAsync(session, district, month, cancellationToken);
        Tell(session.Terminal, voidsOut);
        var files = exitCode == ExitCode.Done
            ? await WriteFilesAsync(session, district, month, folder, cancellationToken)
            : [];
        session.Terminal.Result("export", new { outcome = outcome.GetType().Name, detail = (object)outcome, voidsOut, files });
        return exitCode;
    }

    private static async Task<VoidsOut> VoidsOutAsync(Session session, District district, DateOnly month, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        return await VoidsOut.OfMonthAsync(connection, district.DistrictId, month, cancellationToken);
    }

    internal static void Tell(Terminal terminal, VoidsOut voidsOut)
    {
        if (voidsOut.Sessions > 0)
        {
            terminal.Line(
                $"Waiting for the payer's answer to a void, and not billed: {Text.Count(voidsOut.Sessions, "session", "sessions")} "
                + $"of {Text.Count(voidsOut.Claims, "claim", "claims")}, {Text.Dollars(voidsOut.Cents)}.");
        }
    }

    /// <summary>The worker's sweep does so too, should this command die.</summary>
    internal static async Task CheckAfterVoidsAsync(Session session, District district, CancellationToken cancellationToken)
    {
        var checkedAgain = await new MonthCheck(session.Database, session.Clock).RunWhereClaimsWereVoidedAsync(
            district.DistrictId, session.Actor, cancellationToken);
        foreach (var (month, outcome) in checkedAgain)
        {
            session.Terminal.Line(
                $"{MonthName.Of(month)} was checked again, since {MonthCheck.ClaimsWereVoided}: {Text.Count(outcome.VerdictsChanged, "verdict", "verdicts")} changed.");
            session.Terminal.Result("check", outcome);
        }
    }

    internal static int Tell(Terminal terminal, DateOnly month, ClaimRunOutcome outcome)
    {
        switch (outcome)
        {
            case ClaimRunOutcome.Built built:
                terminal.Line(
                    $"{built.FileName}: {Text.Count(built.Totals.Claims, "claim", "claims")}, {Text.Count(built.Totals.Lines, "line", "lines")}, "
                    + $"{Text.Count(built.Totals.Entries, "session", "sessions")}, {Text.Dollars(built.Totals.ChargeCents)}.");
                ListLeftReady(terminal, built.LeftReady);
                return ExitCode.Done;
            case ClaimRunOutcome.NothingToBill nothing:
                terminal.Line(nothing.LastFileName is { } last ? $"Nothing new to bill; the last file is {last}." : "There is nothing to bill.");
                ListLeftReady(terminal, nothing.LeftReady);
                return ExitCode.Done;
            case ClaimRunOutcome.OtherPack:
                terminal.Error(
                    $"{MonthName.Of(month)} was checked under another rule pack: medlogs check --month {MonthName.Of(month)}, "
                    + $"then medlogs month close --month {MonthName.Of(month)}");
                return ExitCode.Refused;
            case ClaimRunOutcome.DayIsFull full:
                terminal.Error($"The payer takes {Text.Count(full.FilesPerDay, "file", "files")} a day, and so many were built today: run it again tomorrow.");
                return ExitCode.Refused;
            case ClaimRunOutcome.Refused refused:
                terminal.Error($"The claim file was not built: {string.Join(", ", refused.Findings.Select(finding => finding.Rule).Distinct())}. See docs/x12-rules.md.");
                return ExitCode.Refused;
            default:
                terminal.Error($"{MonthName.Of(month)} is not closed yet: medlogs month close --month {MonthName.Of(month)}");
                return ExitCode.Refused;
        }
    }

    /// <summary>Writes every released claim file of the month as it stands in the store, and says which ones wait for release.</summary>
    private static async Task<IReadOnlyList<string>> WriteFilesAsync(
        Session session, District district, DateOnly month, string folder, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        var paths = new List<string>();
        foreach (var file in await ClaimFile.OfMonthAsync(connection, district.DistrictId, month, cancellationToken))
        {
            if (file.ReleasedAt is not null)
            {
                paths.Add(await file.SaveAsync(connection, district.DistrictId, OutputFolder.Claims(folder), cancellationToken));
            }
            else if (file.Waits)
            {
                session.Terminal.Line($"{file.FileName} waits for release by another person: medlogs month release --file {file.FileName} --by EMAIL");
            }
        }

        return paths;
    }

    internal static void ListLeftOut(Terminal terminal, IReadOnlyList<LeftOut> leftOut)
    {
        if (leftOut.Count > 0)
        {
            terminal.Table("Left out", ["code", "severity", "count", "dollars"], leftOut.Select(each =>
                new[] { each.Code, each.Severity, Text.Count(each.Entries), Text.Dollars(each.Cents) }));
        }
    }

    internal static void ListLeftReady(Terminal terminal, LeftReady leftReady)
    {
        if (leftReady.Entries > 0)
        {
            terminal.Table($"Left ready: {Text.Count(leftReady.Entries, "session", "sessions")}", ["code", "count", "dollars"], leftReady.Reasons.Select(each =>
                new[] { each.Code, Text.Count(each.Entries), Text.Dollars(each.Cents) }));
            terminal.Table("The first of them", ["entry", "codes"], leftReady.Sessions.Take(50).Select(each =>
                new[] { $"{each.EntryId}", string.Join(' ', each.Codes) }));
        }

        foreach (var decision in leftReady.Decisions)
        {
            terminal.Line(decision.Codes.Count > 0
                ? $"Claim {decision.ClaimNumber} waits on: {string.Join(' ', decision.Codes)}."
                : $"Claim {decision.ClaimNumber} waits on: none of its sessions can be billed. Void it instead.");
        }
    }
}
