using System.Text.Json;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using Npgsql;

namespace MedicaidLogs.Worker.Commands;

/// <summary>One login per role for the sample district, only on the private local database.</summary>
/// <remarks>The random passwords are kept beside the database, readable by its owner alone, so that the next run prints the same ones.</remarks>
public static class DemoLogins
{
    private const string FileName = "demo-logins.json";

    [Sql]
    private const string SomeProviderSql = """
        select provider_number from intake.provider where district_id = @districtId order by provider_number limit 1
        """;

    public static async Task PrintAsync(Session session, District district, string localFolder, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(MedlogsDatabase.ConnectionVariable) is { Length: > 0 })
        {
            session.Terminal.Note("No demo logins on a server of your own: add people with 'medlogs user add'.");
            return;
        }

        var path = Path.Combine(localFolder, FileName);
        var passwords = await ReadAsync(path, cancellationToken);
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        foreach (var role in UserRole.All)
        {
            await EnsureAsync(session, connection, district, role, passwords, path, cancellationToken);
        }

        session.Terminal.Table("Demo logins", ["role", "e-mail", "password"], UserRole.All.Select(role => new[] { role, EmailOf(role, district), passwords[role] }));
        session.Terminal.Result("logins", UserRole.All.Select(role => new { role, email = EmailOf(role, district), password = passwords[role] }));
    }

    private static async Task EnsureAsync(
        Session session, NpgsqlConnection connection, District district, string role, Dictionary<string, string> passwords, string path,
        CancellationToken cancellationToken)
    {
        var email = EmailOf(role, district);
        if (await UserAccounts.FindByEmailAsync(connection, UserAccounts.Normalize(email), cancellationToken) is not null)
        {
            if (!passwords.ContainsKey(role))
            {
                throw new CommandException(ExitCode.Refused, $"The demo passwords in {path} are gone. Stop PostgreSQL and delete .local to start afresh.");
            }

            return;
        }

        // Kept first: a login whose password nobody knows would be worse than a password without a login.
        passwords[role] = RandomPassword.Create();
        await WriteAsync(path, passwords, cancellationToken);
        var number = role == UserRole.Provider
            ? await connection.ExecuteScalarAsync<string>(new CommandDefinition(
                SomeProviderSql, new { district.DistrictId }, cancellationToken: cancellationToken))
            : null;
        var providerId = await UserCommand.ProviderIdAsync(connection, district.DistrictId, number, cancellationToken);
        var user = new NewUser(district.DistrictId, email, $"Demo {role}", role, providerId);
        await UserCommand.AddAsync(session, connection, user, passwords[role], cancellationToken);
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
