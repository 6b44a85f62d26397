using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Worker.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Schedule;

/// <summary>Reads from the domain's own state what is to be done and asks the engine to do it.</summary>
/// <remarks>Triggers only make it sooner: work whose trigger was lost is found here, and asking twice adds nothing.</remarks>
public sealed class Sweep(NpgsqlDataSource database, IJobEngine engine, TimeProvider clock)
{
    private const int LimitPerSweep = 500;

    [Sql]
    private const string ReceivedFilesSql = """
        select district_id, import_file_id from intake.import_file where status = 'received'
        order by received_at, district_id, import_file_id limit @limit
        """;

    [Sql]
    private const string ReceivedResponsesSql = """
        select district_id, response_file_id from billing.response_file where status = 'received'
        order by received_at, district_id, response_file_id limit @limit
        """;

    [Sql]
    private const string StaleMonthsSql = """
        select district_id, service_month as month from intake.month_to_check order by since, district_id, service_month limit @limit
        """;

    [Sql]
    private const string OpenSessionLogRunsSql = """
        select district_id, run_id from billing.session_log_run where status in ('asked', 'working')
        order by asked_at, district_id, run_id limit @limit
        """;

    /// <returns>How many pieces of work were asked for.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DecisionsInForce.MarkRunOutAsync(transaction, clock.GetUtcNow(), cancellationToken);
        var limit = new { limit = LimitPerSweep };
        var files = (await connection.QueryAsync<TakeInFile>(new CommandDefinition(
            ReceivedFilesSql, limit, transaction, cancellationToken: cancellationToken))).AsList();
        var responses = (await connection.QueryAsync<PostResponseFile>(new CommandDefinition(
            ReceivedResponsesSql, limit, transaction, cancellationToken: cancellationToken))).AsList();
        var months = (await connection.QueryAsync<CheckMonth>(new CommandDefinition(
            StaleMonthsSql, limit, transaction, cancellationToken: cancellationToken))).AsList();
        var logs = (await connection.QueryAsync<MakeSessionLogs>(new CommandDefinition(
            OpenSessionLogRunsSql, limit, transaction, cancellationToken: cancellationToken))).AsList();
        foreach (var file in files)
        {
            await engine.EnqueueAsync(file, transaction, cancellationToken);
        }

        foreach (var response in responses)
        {
            await engine.EnqueueAsync(response, transaction, cancellationToken);
        }

        foreach (var month in months)
        {
            await engine.EnqueueAsync(month, transaction, cancellationToken);
        }

        foreach (var run in logs)
        {
            await engine.EnqueueAsync(run, transaction, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return files.Count + responses.Count + months.Count + logs.Count;
    }
}
