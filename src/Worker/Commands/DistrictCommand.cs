using System.CommandLine;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs district FILE</c>: sets a district up, or brings it up to date.</summary>
public static class DistrictCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The district's JSON file, see docs/file-formats.md." }.AcceptExistingOnly();
        var command = new Command("district", "Set a district up, or bring it up to date.") { file };
        command.SetAction(Session.Run("district", async (session, parsed, cancellationToken) =>
        {
            var change = await SetUpAsync(session, parsed.GetRequiredValue(file).FullName, cancellationToken);
            session.Terminal.Line($"District {change.District.Code} is set up.{PacksCommand.ToCheckAgain(change)}");
            session.Terminal.Result("district", new { code = change.District.Code, districtId = change.District.DistrictId.Value, staleMonths = change.StaleMonths });
            return ExitCode.Done;
        }));
        return command;
    }

    public static async Task<RulesChange> SetUpAsync(Session session, string path, CancellationToken cancellationToken)
    {
        var file = DistrictFile.Parse(await File.ReadAllBytesAsync(path, cancellationToken));
        await DemandPayerAsync(session, file, cancellationToken);
        return await new DistrictRules(session.Database, session.Clock).SetUpAsync(file, session.Actor, cancellationToken: cancellationToken);
    }

    /// <summary>A profile that does not exist would show only when the month is exported.</summary>
    private static async Task DemandPayerAsync(Session session, DistrictFile file, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        _ = await District.FindAsync(connection, file.Code, cancellationToken) is { } known
            ? await PayerProfiles.FindAsync(connection, known.DistrictId, file.Payer, cancellationToken)
            : PayerProfile.Shipped(file.Payer);
    }
}
