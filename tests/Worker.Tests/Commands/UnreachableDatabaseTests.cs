using MedicaidLogs.TestKit;
using Npgsql;

namespace MedicaidLogs.Worker.Tests.Commands;

/// <summary>A server that is not there, or does not let us in: exit code 3, and no word of the password.</summary>
public sealed class UnreachableDatabaseTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Secret = "correct-horse-battery";

    [Fact]
    public Task A_wrong_password_is_refused() =>
        AssertUnavailableAsync(With(options => options.Password = Secret), "refuses the user or the password");

    [Fact]
    public Task A_database_that_does_not_exist_is_to_be_created_first() =>
        AssertUnavailableAsync(With(options => options.Database = "nowhere"), "does not exist. Create it first.");

    [Fact]
    public Task A_server_that_is_not_there_cannot_be_reached() =>
        AssertUnavailableAsync($"Host=127.0.0.1;Port=1;Database=medlogs;Username=medlogs;Password={Secret}", "cannot be reached");

    [Fact]
    public Task A_host_that_nobody_knows_cannot_be_reached() =>
        AssertUnavailableAsync($"Host=nowhere.invalid;Database=medlogs;Username=medlogs;Password={Secret}", "cannot be reached");

    [Theory]
    [InlineData("Hose=db;Password=" + Secret)]
    [InlineData("Host=db;Port=" + Secret)]
    [InlineData(Secret)]
    [InlineData("Database=medlogs")]
    public Task A_slip_in_the_connection_string_is_named(string connectionString) =>
        AssertUnavailableAsync(connectionString, "MEDLOGS_DB is not an Npgsql connection string");

    private string With(Action<NpgsqlConnectionStringBuilder> change)
    {
        var options = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        change(options);
        return options.ConnectionString;
    }

    private static async Task AssertUnavailableAsync(string connectionString, string message)
    {
        var result = await Medlogs.RunAsync(connectionString, "migrate");

        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.Errors, StringComparison.Ordinal);
    }
}
