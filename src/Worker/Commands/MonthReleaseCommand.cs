using System.CommandLine;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs month release|withdraw</c>: a person lets a built claim file go out, or takes it back before that.</summary>
public static class MonthReleaseCommand
{
    public static Command Release()
    {
        var (file, run, by, output) = (File(), Run(), ByOption.Required(), OutputFolder.Option());
        var command = new Command("release", "Release a built claim file and write it. Whoever built it does not release it.") { file, run, by, output };
        RequireOne(command, file, run);
        command.SetAction(Session.Run("month release", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var built = await FindAsync(session, district, parsed.GetValue(file), parsed.GetValue(run), cancellationToken);
            var person = await ByOption.PersonAsync(session, district, parsed.GetRequiredValue(by), cancellationToken);
            var outcome = await ReleaseAsync(session, district, built, person.UserId, cancellationToken);
            IReadOnlyList<string> files = Released(outcome) is { } released
                ? [await SaveAsync(session, district, released, OutputFolder.Of(parsed, output, district, released.Month), cancellationToken)]
                : [];
            session.Terminal.Result("release", new { outcome = outcome.GetType().Name, files });
            return files.Count > 0 ? ExitCode.Done : ExitCode.Refused;
        }));
        return command;
    }

    public static Command Withdraw()
    {
        var (file, run, by) = (File(), Run(), ByOption.Required());
        var reason = new Option<string>("--reason") { Description = "Why, for the audit trail.", Required = true };
        var command = new Command("withdraw", "Take back a claim file that was not released: its sessions are ready again.") { file, run, reason, by };
        RequireOne(command, file, run);
        command.SetAction(Session.Run("month withdraw", async (session, parsed, cancellationToken) =>
        {
            var district = await session.DistrictAsync(cancellationToken);
            var built = await FindAsync(session, district, parsed.GetValue(file), parsed.GetValue(run), cancellationToken);
            var person = await ByOption.PersonAsync(session, district, parsed.GetRequiredValue(by), cancellationToken);
            var outcome = await new ClaimRelease(session.Database, session.Clock).WithdrawAsync(
                district.DistrictId, built.ClaimRunId, person.UserId, parsed.GetRequiredValue(reason), cancellationToken);
            session.Terminal.Result("withdrawal", new { outcome = outcome.GetType().Name, file = built.FileName });
            var exitCode = Tell(session.Terminal, built, outcome);
            await MonthCommand.CheckAfterVoidsAsync(session, district, cancellationToken);
            return exitCode;
        }));
        return command;
    }

    /// <summary>Releases every claim file of the month that waits, and writes them.</summary>
    public static async Task<int> ReleaseWaitingAsync(
        Session session, District district, DateOnly month, string folder, Guid userId, CancellationToken cancellationToken)
    {
        var paths = new List<string>();
        foreach (var file in (await OfMonthAsync(session, district, month, cancellationToken)).Where(file => file.Waits))
        {
            if (Released(await ReleaseAsync(session, district, file, userId, cancellationToken)) is not { } released)
            {
                return ExitCode.Refused;
            }

            paths.Add(await SaveAsync(session, district, released, folder, cancellationToken));
        }

        session.Terminal.Result("release", new { files = paths });
        return ExitCode.Done;
    }

    private static Option<string?> File() => new("--file") { Description = "The claim file's name." };

    private static Option<long?> Run() => new("--run") { Description = "The number of the claim run, in place of the file's name." };

    private static void RequireOne(Command command, Option file, Option run) => command.Validators.Add(result =>
    {
        if (result.GetResult(file) is null == result.GetResult(run) is null)
        {
            result.AddError("Name the claim file with --file or its run with --run.");
        }
    });

    /// <exception cref="CommandException">The district has no such file.</exception>
    private static async Task<ClaimFile> FindAsync(
        Session session, District district, string? fileName, long? claimRunId, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        var found = fileName is not null
            ? await ClaimFile.FindAsync(connection, district.DistrictId, fileName, cancellationToken)
            : await ClaimFile.FindAsync(connection, district.DistrictId, claimRunId!.Value, cancellationToken);
        return found ?? throw new CommandException(ExitCode.Usage, "The district has no such claim file.");
    }

    private static async Task<IReadOnlyList<ClaimFile>> OfMonthAsync(
        Session session, District district, DateOnly month, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        return await ClaimFile.OfMonthAsync(connection, district.DistrictId, month, cancellationToken);
    }

    private static async Task<ReleaseOutcome> ReleaseAsync(
        Session session, District district, ClaimFile file, Guid userId, CancellationToken cancellationToken)
    {
        var outcome = await new ClaimRelease(session.Database, session.Clock).ReleaseAsync(
            district.DistrictId, file.ClaimRunId, userId, cancellationToken);
        Tell(session.Terminal, file, outcome);
        return outcome;
    }

    private static async Task<string> SaveAsync(
        Session session, District district, ClaimFile file, string folder, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        return await file.SaveAsync(connection, district.DistrictId, OutputFolder.Claims(folder), cancellationToken);
    }

    private static ClaimFile? Released(ReleaseOutcome outcome) => outcome switch
    {
        ReleaseOutcome.Released released => released.File,
        ReleaseOutcome.ReleasedBefore before => before.File,
        _ => null,
    };

    private static void Tell(Terminal terminal, ClaimFile file, ReleaseOutcome outcome)
    {
        switch (outcome)
        {
            case ReleaseOutcome.Released released:
                terminal.Line($"{file.FileName} is released{(released.Alone ? ", by the person who built it" : "")}.");
                break;
            case ReleaseOutcome.ReleasedBefore:
                terminal.Line($"{file.FileName} was released before.");
                break;
            case ReleaseOutcome.SamePerson:
                terminal.Error($"{file.FileName} was built by the same person. Another person releases it.");
                break;
            case ReleaseOutcome.Withdrawn:
                terminal.Error($"{file.FileName} was withdrawn. Build a new one: medlogs month export --month {MonthName.Of(file.Month)}");
                break;
            default:
                terminal.Error(NotAllowed);
                break;
        }
    }

    private static int Tell(Terminal terminal, ClaimFile file, WithdrawalOutcome outcome)
    {
        switch (outcome)
        {
            case WithdrawalOutcome.Withdrawn withdrawn:
                terminal.Line($"{file.FileName} is withdrawn with its {Text.Count(withdrawn.Sessions, "session", "sessions")}; they are as they were before it.");
                return ExitCode.Done;
            case WithdrawalOutcome.WithdrawnBefore:
                terminal.Line($"{file.FileName} was withdrawn before.");
                return ExitCode.Done;
            case WithdrawalOutcome.Released:
                terminal.Error($"{file.FileName} is released. Its claims can be replaced or voided: medlogs claims decide");
                return ExitCode.Refused;
            case WithdrawalOutcome.Answered:
                terminal.Error($"A payer has answered {file.FileName}, so it was sent. Release it; its claims can then be replaced or voided.");
                return ExitCode.Refused;
            case WithdrawalOutcome.BilledSince:
                terminal.Error($"A later file bills sessions that {file.FileName} freed. Withdraw that one first.");
                return ExitCode.Refused;
            default:
                terminal.Error(NotAllowed);
                return ExitCode.Refused;
        }
    }

    private static string NotAllowed { get; } = $"A claim file is released or withdrawn by one of these: {string.Join(", ", ClaimRelease.Roles)}.";
}
