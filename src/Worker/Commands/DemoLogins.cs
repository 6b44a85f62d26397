using System.Text.Json;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary>The sample district's people, one of each role. They get passwords on the private local database only.</summary>
/// <remarks>The random passwords are kept beside the database, readable by its owner alone, so that the next run prints the same ones.</remarks>
public static class DemoLogins
{
    private const string FileName = "demo-logins.json";

    [Sql]
    private const string SomeProviderSql = """
        select provider_number from intake.provider where district_id = @districtId order by provider_number limit 1
        """;

    /// <summary>The person of that role; made without a password where there is none.</summary>
    public static async Task<UserAccount> PersonAsync(Session session, District district, string role, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        var email = EmailOf(role, district);
        if (await UserAccounts.FindByEmailAsync(connection, UserAccounts.Normalize(email), cancellationToken) is { } known)
        {
            return known;
        }

        var number = role == UserRole.Provider
            ? await connection.ExecuteScalarAsync<string>(new CommandDefinition(
                SomeProviderSql, new { district.DistrictId }, cancellationToken: cancellationToken))
            : null;
        var providerId = await UserCommand.ProviderIdAsync(connection, district.DistrictId, number, cancellationToken);
        var added = await new AccountDesk(session.Database, session.Clock).AddAsync(
            new(district.DistrictId, email, $"Demo {role}", role, providerId), withPassword: false, session.Actor, why: null, cancellationToken);
        return added.Account;
    }

    public static async Task PrintAsync(Session session, District district, string localFolder, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(MedlogsDatabase.ConnectionVariable) is { Length: > 0 })
        {
            session.Terminal.Note("No demo logins on a server of your own: add people with 'medlogs user add'.");
            return;
        }

        var path = Path.Combine(localFolder, FileName);
        var passwords = await ReadAsync(path, cancellationToken);
        foreach (var role in UserRole.All)
        {
            await EnsurePasswordAsync(session, await PersonAsync(session, district, role, cancellationToken), passwords, path, cancellationToken);
        }

        session.Terminal.Table("Demo logins", ["role", "e-mail", "password"], UserRole.All.Select(role => new[] { role, EmailOf(role, district), passwords[role] }));
        session.Terminal.Result("logins", UserRole.All.Select(role => new { role, email = EmailOf(role, district), password = passwords[role] }));
    }

    private static async Task EnsurePasswordAsync(
        Session session, UserAccount person, Dictionary<string, string> passwords, string path, CancellationToken cancellationToken)
    {
        if (person.PasswordHash is not null)
        {
            if (!passwords.ContainsKey(person.Role))
            {
                throw new CommandException(ExitCode.Refused, $"The demo passwords in {path} are gone. Stop PostgreSQL and delete .local to start afresh.");
            }

            return;
        }

        // Kept first: a login whose password nobody knows would be worse than a password without a login.
        passwords[person.Role] = RandomPassword.Create();
        await WriteAsync(path, passwords, cancellationToken);
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        await UserAccounts.SetPasswordAsync(connection, person, passwords[person.Role], cancellationToken);
    }

    private static string EmailOf(string role, District district) => $"{role}@{district.Code}.example";

    private static async Task<Dictionary<string, string>> ReadAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path)
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(path, cancellationToken)) ?? []
            : [];

    private static async Task WriteAsync(string path, Dictionary<string, string> passwords, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using var file = new FileStream(path, options);
        await JsonSerializer.SerializeAsync(file, passwords, cancellationToken: cancellationToken);
    }
}
