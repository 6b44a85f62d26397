using Dapper;
using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>Loads the certificate that seals a district's documents.</summary>
/// <exception cref="SealException">There is none, or it is not fit to seal with.</exception>
public delegate SealCertificate SealOf(District district);

/// <summary>What a worker does of a run that was asked for: makes the month's logs, tells how far it is, and stops when a person stops the run.</summary>
/// <remarks>One worker at a time for each district, for as long as its connection lives: what a dead one left open, the next goes on with.</remarks>
public sealed class SessionLogWork(NpgsqlDataSource database, TimeProvider clock, PdfPrinter printer, SealOf sealOf, IMinutesLedger ledger)
{
    /// <summary>Tries that ended in an error, or with the worker, before a person must look.</summary>
    public const int MostTries = 3;

    private const int LockSpace = 2; // of the two-number advisory locks: DistrictLock has 1

    private static readonly TimeSpan _tellEvery = TimeSpan.FromSeconds(1);

    [Sql]
    private const string LockSql = "select pg_try_advisory_xact_lock(@space, @districtId)";

    [Sql]
    private const string GiveUpSql = """
        update billing.session_log_run
        set status = 'failed', ended_at = @at, problem = 'It broke off several times. Try again; if it breaks off again, tell your administrator.'
        where district_id = @districtId and run_id = @runId and status in ('asked', 'working') and tries >= @most
        """;

    [Sql]
    private const string BeginSql = """
        update billing.session_log_run set status = 'working', tries = tries + 1, logs = null, seen = 0, failed = 0
        where district_id = @districtId and run_id = @runId and status in ('asked', 'working')
        returning service_month as month, tries, made
        """;

    /// <summary>Finds no row where a person stopped the run.</summary>
    [Sql]
    private const string TellSql = """
        update billing.session_log_run set logs = @logs, seen = @seen, made = @made, failed = @failed
        where district_id = @districtId and run_id = @runId and status = 'working'
        """;

    [Sql]
    private const string EndSql = """
        update billing.session_log_run
        set status = @status, tries = @tries, logs = coalesce(@logs, logs), seen = @seen, made = @made, failed = @failed, problem = @problem,
            ended_at = case when @status = 'asked' then null else @at::timestamptz end
        where district_id = @districtId and run_id = @runId and status = 'working'
        """;

    private sealed record Begun(DateOnly Month, int Tries, int Made);

    /// <summary>Works on a run until it is done or stopped. One that has ended, or that another worker is at, is left as it is.</summary>
    /// <exception cref="BrowserLostException">Nothing can be printed; the run stays open for another try.</exception>
    public async Task RunAsync(DistrictId districtId, long runId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var held = await connection.BeginTransactionAsync(cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            LockSql, new { space = LockSpace, districtId }, held, cancellationToken: cancellationToken)))
        {
            return;
        }

        await ExecuteAsync(GiveUpSql, new { districtId, runId, most = MostTries, at = clock.GetUtcNow() }, cancellationToken);
        if (await BeginAsync(districtId, runId, cancellationToken) is { } begun)
        {
            await WorkAsync(new(districtId, runId, begun), cancellationToken);
        }
    }

    private async Task WorkAsync(Run run, CancellationToken cancellationToken)
    {
        var latest = new Latest();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ended = new CancellationTokenSource();
        var telling = TellAsync(run, latest, stop, ended.Token);
        try
        {
            var made = await MakeAsync(run, latest, stop.Token);
            var again = made.Failed > 0 && run.Begun.Tries < MostTries;
            await EndAsync(run, again ? "asked" : "done", run.Begun.Tries, latest.Value, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The worker stops: another goes on, and the try does not count. A run that a person stopped has ended already.
            await EndAsync(run, "asked", run.Begun.Tries - 1, latest.Value, null);
        }
        catch (SealException)
        {
            await EndAsync(
                run, "failed", run.Begun.Tries, latest.Value,
                "The district's certificate is missing, has expired or is not fit to seal with. Ask your administrator to set it up; then try again.");
        }
        finally
        {
            await ended.CancelAsync();
            await telling;
        }
    }

    private async Task<SessionLogsMade> MakeAsync(Run run, Latest latest, CancellationToken cancellationToken)
    {
        District district;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            district = await District.LoadAsync(connection, run.DistrictId, cancellationToken);
        }

        using var certificate = sealOf(district);
        return await new SessionLogMonth(database, clock, printer, certificate, ledger)
            .MakeAsync(run.DistrictId, run.Begun.Month, Actor.Command("serve"), latest, cancellationToken);
    }

    /// <summary>Writes how far it is each second; finds so that a person stopped it.</summary>
    private async Task TellAsync(Run run, Latest latest, CancellationTokenSource stop, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(_tellEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var (logs, seen, made, failed) = latest.Value;
                if (await ExecuteAsync(
                    TellSql, new { run.DistrictId, run.RunId, logs, seen, made = run.Begun.Made + made, failed }, ended) == 0)
                {
                    await stop.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The end is written by who ended it.
        }
    }

    /// <remarks>Written even where the worker stops.</remarks>
    private Task EndAsync(Run run, string status, int tries, SessionLogProgress last, string? problem)
    {
        var (logs, seen, made, failed) = last;
        return ExecuteAsync(
            EndSql,
            new { run.DistrictId, run.RunId, status, tries, logs, seen, made = run.Begun.Made + made, failed, problem, at = clock.GetUtcNow() },
            CancellationToken.None);
    }

    private async Task<Begun?> BeginAsync(DistrictId districtId, long runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Begun>(new CommandDefinition(
            BeginSql, new { districtId, runId }, cancellationToken: cancellationToken));
    }

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    private sealed record Run(DistrictId DistrictId, long RunId, Begun Begun);

    /// <summary>The last that was reported, whichever thread did.</summary>
    private sealed class Latest : IProgress<SessionLogProgress>
    {
        private volatile SessionLogProgress _value = new(null, 0, 0, 0);

        public SessionLogProgress Value => _value;

        public void Report(SessionLogProgress value) => _value = value;
    }
}
