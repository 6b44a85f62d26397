using System.CommandLine;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs user add</c>: makes an account for the web pages and prints its first password once.</summary>
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
            session.Terminal.Line($"Added. First password, shown only now: {password.Text}");
            session.Terminal.Line($"It is to be changed at the first sign-in, until {Show.Instant(password.Until, district.Zone)}.");
            session.Terminal.Result("user", new { email = user.Email, role = user.Role, password = password.Text, until = password.Until });
            return ExitCode.Done;
        }));
        return new Command("user", "People who may sign in.") { add };
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
