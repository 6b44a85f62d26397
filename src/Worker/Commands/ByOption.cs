using System.CommandLine;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>--by EMAIL</c>: the person in whose name a command acts, as the audit trail will say.</summary>
public static class ByOption
{
    public static Option<string> Required() => new("--by") { Description = "Who decides: the address that the person signs in with.", Required = true };

    public static Option<string?> Optional() => new("--by") { Description = "Who acts: the address that a person signs in with. Without it the command acts in its own name." };

    /// <exception cref="CommandException">The district has no such account, or it is disabled.</exception>
    public static async Task<UserAccount> PersonAsync(Session session, District district, string email, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        return await UserAccounts.FindByEmailAsync(connection, UserAccounts.Normalize(email), cancellationToken) is { } account
            && account.DistrictId == district.DistrictId
            ? account
            : throw new CommandException(ExitCode.Usage, "The district has no such person: medlogs user add EMAIL.");
    }
}
