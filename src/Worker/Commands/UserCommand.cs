using System.CommandLine;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs user add</c>: makes an account for the web pages and prints its first password once; <c>user password</c> gives a new one.</summary>
public static class UserCommand
{
    [Sql]
    private const string ProviderSql = "select provider_id from intake.provider where district_id = @districtId and provider_number = @number";

    public static Command Create()
    {
        var email = new Argument<string>("EMAIL") { Description = "The address that the person signs in with." };
        var role = new Option<string>("--role") { Description = "The person's work.", Required = true };
        role.AcceptOnlyFromAmong([.. UserRole.All]);
        var name = new Option<string>("--name") { Description = "The person's name, as pages show it.", Required = true };
        var provider = new Option<string>("--provider") { Description = "A provider's number, for the role provider." };
        var schools = new Option<string[]>("--schools")
        {
            Description = "Codes of the schools that a clerk or auditor sees; without it, the whole district.",
            AllowMultipleArgumentsPerToken = true,
        };
        var add = new Command("add", "Add a person who may sign in; prints a first password once.") { email, role, name, provider, schools };
        add.SetAction(Session.Run("user add", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
            var providerId = await ProviderIdAsync(connection, district.DistrictId, parsed.GetValue(provider), cancellationToken);
            var user = new NewUser(
                district.DistrictId, parsed.GetRequiredValue(email), parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), providerId)
            {
                Schools = parsed.GetValue(schools) ?? [],
            };
            var added = await new AccountDesk(session.Database, session.Clock).AddAsync(user, withPassword: true, session.Actor, why: null, cancellationToken);
            var password = added.Password!;
            session.Terminal.Line("Added.");
            Tell(session, district, password);
            session.Terminal.Result("user", new { email = user.Email, role = user.Role, password = password.Text, until = password.Until });
            return ExitCode.Done;
        }));
        return new Command("user", "People who may sign in.") { add, Password() };
    }

    /// <summary>The way back in where the last administrator has lost the password.</summary>
    private static Command Password()
    {
        var email = new Argument<string>("EMAIL") { Description = "The address that the person signs in with." };
        var command = new Command("password", "Give a person a new first password and print it once; the old one is gone, and sessions end.") { email };
        command.SetAction(Session.Run("user password", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
            var account = await UserAccounts.FindByEmailAsync(connection, UserAccounts.Normalize(parsed.GetRequiredValue(email)), cancellationToken);
            if (account is null || account.DistrictId != district.DistrictId)
            {
                throw new CommandException(ExitCode.Refused, "The district has no such account that is switched on.");
            }

            var password = (await new AccountDesk(session.Database, session.Clock)
                .NewPasswordAsync(district.DistrictId, account.UserId, session.Actor, "By command", cancellationToken))!;
            Tell(session, district, password);
            session.Terminal.Result("user", new { email = account.Email, role = account.Role, password = password.Text, until = password.Until });
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Tell(Session session, District district, FirstPassword password)
    {
        session.Terminal.Line($"First password, shown only now: {password.Text}");
        session.Terminal.Line($"It is to be changed at the first sign-in, until {Show.Instant(password.Until, district.Zone)}.");
    }

    public static async Task<long?> ProviderIdAsync(
        NpgsqlConnection connection, DistrictId districtId, string? number, CancellationToken cancellationToken)
    {
        if (number is null)
        {
            return null;
        }

        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
                ProviderSql, new { districtId, number }, cancellationToken: cancellationToken))
            ?? throw new CommandException(ExitCode.Usage, "The district has no provider of that number. Import providers first.");
    }
}
