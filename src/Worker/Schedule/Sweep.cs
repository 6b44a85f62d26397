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

    [Sql]
    private const string VerifiedDistrictsSql = """
        select d.district_id, d.time_zone, v.last_at
        from ops.district d
        left join lateral (
            select started_at as last_at from billing.verification x
            where x.district_id = d.district_id order by x.started_at desc limit 1) v on true
        order by v.last_at nulls first, d.district_id
        limit @limit
        """;

    [Sql]
    private const string DueInboxesSql = """
        select district_id, place_id from ops.place where poll_at <= @now and stopped_at is null
        order by poll_at, district_id, place_id limit @limit
        """;

    [Sql]
    private const string DueDeliveriesSql = """
        select distinct p.district_id, p.place_id
        from ops.place p
        join billing.claim_run r on r.district_id = p.district_id and r.payer = p.payer
        join billing.claim_release f on f.district_id = r.district_id and f.claim_run_id = r.claim_run_id
        left join billing.claim_delivery d on d.district_id = r.district_id and d.claim_run_id = r.claim_run_id
        where p.payer is not null and p.stopped_at is null and (p.retry_at is null or p.retry_at <= @now)
          and f.released_at >= p.delivers_since and d.delivered_at is null and (d.laid_down_at is null or d.place_id = p.place_id)
        limit @limit
        """;

    /// <returns>How many pieces of work were asked for.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DecisionsInForce.MarkRunOutAsync(transaction, now, cancellationToken);
        await OpenWork.FreeAsync(transaction, now, cancellationToken);
        var work = new OpenWork();
        await AskAsync(TakeInFile.Name, await QueryAsync<TakeInFile>(ReceivedFilesSql));
        await AskAsync(PostResponseFile.Name, await QueryAsync<PostResponseFile>(ReceivedResponsesSql));
        await AskAsync(CheckMonth.Name, await QueryAsync<CheckMonth>(StaleMonthsSql));
        await AskAsync(MakeSessionLogs.Name, await QueryAsync<MakeSessionLogs>(OpenSessionLogRunsSql));
        var districts = await QueryAsync<VerifiedDistrict>(VerifiedDistrictsSql);
        await AskAsync(VerifyBooks.Name, [.. districts.Select(district => district.DueAt(now)).OfType<VerifyBooks>()]);
        await AskAsync(PollInbox.Name, await QueryAsync<PollInbox>(DueInboxesSql));
        await AskAsync(DeliverClaims.Name, await QueryAsync<DeliverClaims>(DueDeliveriesSql));
        await work.SettleOthersAsync(transaction, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return work.Count;

        async Task<IReadOnlyList<T>> QueryAsync<T>(string sql) =>
            [.. await connection.QueryAsync<T>(new CommandDefinition(sql, new { limit = LimitPerSweep, now }, transaction, cancellationToken: cancellationToken))];

        async Task AskAsync<T>(string kind, IReadOnlyList<T> found)
            where T : IJobArguments
        {
            foreach (var arguments in found)
            {
                await engine.EnqueueAsync(arguments, transaction, cancellationToken);
            }

            work.Add(kind, found, isAll: found.Count < LimitPerSweep);
        }
    }
}
