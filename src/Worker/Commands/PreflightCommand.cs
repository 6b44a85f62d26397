using System.CommandLine;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs month preflight --month 2026-10</c>: what would go out, what would not and why, in dollars. Nothing is written.</summary>
public static class PreflightCommand
{
    public static Command Create()
    {
        var month = CommonOptions.Month();
        var delayReason = MonthCommand.DelayReason();
        var command = new Command("preflight", "Show what closing and exporting the month now would bill, and what it would leave. Nothing is written.") { month, delayReason };
        command.SetAction(Session.Run("month preflight", async (session, parsed, cancellationToken) =>
        {
            var day = CommonOptions.MonthOf(parsed.GetRequiredValue(month));
            var district = await session.DistrictAsync(cancellationToken);
            var report = await new Preflight(session.Database, session.Clock).RunAsync(
                district.DistrictId, day, await PayersCommand.OfDistrictAsync(session, district, name: null, cancellationToken), session.Actor, parsed.GetValue(delayReason), cancellationToken);
            Tell(session.Terminal, day, report);
            session.Terminal.Result("preflight", new
            {
                close = new { outcome = report.Close.GetType().Name, detail = (object)report.Close },
                run = new { outcome = report.Run.GetType().Name, detail = (object)report.Run },
                report.LeftOut,
                report.NearLimit,
                report.VoidsOut,
            });
            return report.Run is ClaimRunOutcome.Built or ClaimRunOutcome.NothingToBill ? ExitCode.Done : ExitCode.Refused;
        }));
        return command;
    }

    private static void Tell(Terminal terminal, DateOnly month, PreflightReport report)
    {
        if (report.Close is CloseOutcome.Stale stale)
        {
            terminal.Line($"{MonthName.Of(month)} must be checked again before it is closed ({stale.Reason}): medlogs check --month {MonthName.Of(month)}");
        }

        switch (report.Run)
        {
            case ClaimRunOutcome.Built built:
                TellBuilt(terminal, built);
                MonthCommand.ListLeftReady(terminal, built.LeftReady);
                break;
            case ClaimRunOutcome.NothingToBill nothing:
                terminal.Line("Nothing would go out.");
                MonthCommand.ListLeftReady(terminal, nothing.LeftReady);
                break;
            default:
                MonthCommand.Tell(terminal, month, report.Run);
                break;
        }

        MonthCommand.Tell(terminal, report.VoidsOut);
        MonthCommand.ListLeftOut(terminal, report.LeftOut);
        if (report.NearLimit.Count > 0)
        {
            terminal.Table("On no claim, with few days left to file", ["sessions that are", "count", "dollars", "first last day"], report.NearLimit.Select(each =>
                new[] { each.Standing, Text.Count(each.Entries), Text.Dollars(each.Cents), each.FirstLastDay.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }));
        }
    }

    private static void TellBuilt(Terminal terminal, ClaimRunOutcome.Built built)
    {
        var totals = built.Totals;
        terminal.Line(
            $"Would go out: {Text.Count(totals.Claims, "claim", "claims")}, {Text.Count(totals.Lines, "line", "lines")}, {Text.Count(totals.Entries, "session", "sessions")}, "
            + $"{Text.Dollars(totals.ChargeCents - totals.VoidCents)}.");
        if (totals.Replacements + totals.Voids > 0)
        {
            terminal.Line(
                $"Among the claims {Text.Count(totals.Replacements)} replace one that was sent, and {Text.Count(totals.Voids)} take one back "
                + $"({Text.Dollars(totals.VoidCents)}).");
        }

        terminal.Table("By service", ["service", "code", "count", "dollars"], built.Services.Select(each =>
            new[] { each.Service, each.Procedure, Text.Count(each.Lines), Text.Dollars(each.ChargeCents) }));
    }
}
