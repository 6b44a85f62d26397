using System.CommandLine;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using Npgsql;

namespace MedicaidLogs.Worker.Commands;

/// <summary>What a command works with: the migrated database, its clock, the terminal, who it is.</summary>
public sealed class Session : IAsyncDisposable
{
    [Sql]
    private const string CodesSql = "select code from ops.district order by code limit 20";

    private readonly ParseResult _parsed;

    private Session(ParseResult parsed, NpgsqlDataSource database, Terminal terminal, Actor actor, DateOnly? day)
    {
        _parsed = parsed;
        Database = database;
        Terminal = terminal;
        Actor = actor;
        Clock = day is { } fixedDay ? new DayClock(fixedDay) : TimeProvider.System;
    }

    public NpgsqlDataSource Database { get; }

    public Terminal Terminal { get; }

    /// <summary>Who acts, as the audit trail names it.</summary>
    public Actor Actor { get; }

    public TimeProvider Clock { get; }

    /// <summary>Makes a command's action: opens the session, runs, and turns what a person can mend into a message and an exit code.</summary>
    /// <param name="usualDay">The day that the command acts on where <c>--as-of</c> does not say; null: today.</param>
    public static Func<ParseResult, CancellationToken, Task<int>> Run(
        string verb, Func<Session, ParseResult, CancellationToken, Task<int>> action, DateOnly? usualDay = null) =>
        RunWithoutDatabase(async (terminal, parsed, cancellationToken) =>
        {
            var day = CommonOptions.AsOfDay(parsed) ?? usualDay;
            await using var session = await OpenAsync(parsed, terminal, Actor.Command(verb), day, cancellationToken);
            return await action(session, parsed, cancellationToken);
        });

    /// <summary>The same for a command that opens no session.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> RunWithoutDatabase(Func<Terminal, ParseResult, CancellationToken, Task<int>> action) =>
        async (parsed, cancellationToken) =>
        {
            var terminal = new Terminal(parsed.GetValue(CommonOptions.Json));
            int exitCode;
            try
            {
                exitCode = await action(terminal, parsed, cancellationToken);
            }
            catch (Exception exception) when (Failure.Of(exception) is { } failure)
            {
                terminal.Error(failure.Message);
                exitCode = failure.ExitCode;
            }

            terminal.End();
            return exitCode;
        };

    /// <summary>The district that <c>--district</c> names, or the only one there is.</summary>
    /// <exception cref="CommandException">There is none, or one must be named.</exception>
    public async Task<District> DistrictAsync(CancellationToken cancellationToken) =>
        await DistrictOrNoneAsync(cancellationToken)
        ?? throw new CommandException(ExitCode.Usage, "The database holds no district yet; 'medlogs demo' loads the sample one.");

    /// <summary>The same; null where the database holds no district yet.</summary>
    /// <exception cref="CommandException">One must be named, or there is none of that name.</exception>
    public async Task<District?> DistrictOrNoneAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        var codes = (await connection.QueryAsync<string>(new CommandDefinition(CodesSql, cancellationToken: cancellationToken))).AsList();
        if (codes.Count == 0)
        {
            return null;
        }

        var code = _parsed.GetValue(CommonOptions.District) ?? (codes.Count == 1 ? codes[0] : null)
            ?? throw new CommandException(
                ExitCode.Usage, $"Name the district with --district: {string.Join(", ", codes)}.");
        return await District.FindAsync(connection, code, cancellationToken)
            ?? throw new CommandException(ExitCode.Usage, $"There is no district '{code}'. There are: {string.Join(", ", codes)}.");
    }

    /// <summary>The same session on another day; it ends with this one.</summary>
    public Session On(DateOnly day) => new(_parsed, Database, Terminal, Actor, day);

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private static async Task<Session> OpenAsync(
        ParseResult parsed, Terminal terminal, Actor actor, DateOnly? day, CancellationToken cancellationToken)
    {
        var database = await MedlogsDatabase.OpenAsync(
            parsed.GetRequiredValue(CommonOptions.Local), "medlogs", terminal.Note, cancellationToken);
        await Migrations.ApplyAsync(database, cancellationToken);
        return new Session(parsed, database, terminal, actor, day);
    }

    /// <summary>Stands still at 17:00 UTC of a day: the same calendar day in every zone of the United States.</summary>
    private sealed class DayClock(DateOnly day) : TimeProvider
    {
        private readonly DateTimeOffset _instant = new(day, new TimeOnly(17, 0), TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _instant;
    }
}
