using System.CommandLine;
using System.Globalization;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs claims waiting</c>: claims that the payer has not answered for too long.</summary>
public static class WaitingCommand
{
    public static Command Create()
    {
        var month = new Option<string>("--month") { Description = "Of this month of service alone, such as 2026-10." };
        var command = new Command("waiting", "List claims that the payer has not decided on for too long.") { month };
        command.SetAction(Session.Run("claims waiting", async (session, parsed, cancellationToken) =>
        {
            DateOnly? day = parsed.GetValue(month) is { } text ? CommonOptions.MonthOf(text) : null;
            var district = await session.DistrictAsync(cancellationToken);
            var waiting = await WaitingClaims.LoadAsync(session.Database, district, day, session.Clock, cancellationToken);
            session.Terminal.Line(waiting.Claims == 0 ? "No claim waits for too long." : Summary(waiting));
            if (waiting.Claims > 0)
            {
                session.Terminal.Table("The longest first", ["claim", "month", "payer", "file", "days", "dollars", "the payer"], waiting.Oldest.Select(Row));
            }

            session.Terminal.Result("waiting", waiting);
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Says so where claims of a month wait for too long.</summary>
    public static async Task WarnAsync(Session session, District district, DateOnly month, CancellationToken cancellationToken)
    {
        var waiting = await WaitingClaims.LoadAsync(session.Database, district, month, session.Clock, cancellationToken);
        if (waiting.Claims > 0)
        {
            session.Terminal.Line($"{Summary(waiting)} See medlogs claims waiting.");
        }

        session.Terminal.Result("waiting", new { waiting.Claims, waiting.ChargeCents });
    }

    private static string Summary(WaitingClaims waiting) =>
        $"{Text.Count(waiting.Claims, "claim", "claims")}, {Text.Dollars(waiting.ChargeCents)}: the payer has taken too long, ask it.";

    private static string[] Row(WaitingClaim claim) =>
    [
        claim.ClaimNumber, MonthName.Of(claim.ServiceMonth), claim.Payer, claim.FileName, claim.Days.ToString(CultureInfo.InvariantCulture),
        Text.Dollars(claim.ChargeCents), Said(claim),
    ];

    private static string Said(WaitingClaim claim) => (claim.Accepted, claim.IsVoid) switch
    {
        (true, true) => "took the void in, and took nothing back",
        (true, false) => "took it in",
        (false, true) => "said nothing of the void",
        _ => "said nothing",
    };
}
