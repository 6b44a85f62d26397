using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>Writes work down before an engine gets it. Work that is under way, that waits for its next attempt, or that a person must look at, is left alone.</summary>
public sealed class JobBacklog(IJobEngine engine, TimeProvider clock) : IJobEngine
{
    /// <summary>Which of the work is new, or waits with a trigger that may be lost: an engine keeps the trigger that it has.</summary>
    [Sql]
    private const string AddSql = """
        with work as (
            select * from unnest(@districtIds::int[], @kinds::text[], @subjects::text[]) with ordinality w (district_id, kind, subject, number)),
        added as (
            insert into ops.job_run (district_id, kind, subject, queued_at, not_before)
            select district_id, kind, subject, @now, @now from work
            on conflict (district_id, kind, subject) where state <> 'done' do nothing
            returning district_id, kind, subject)
        select (w.number - 1)::int from work w
        where exists (select from added a where a.district_id = w.district_id and a.kind = w.kind and a.subject = w.subject)
           or exists (
                select from ops.job_run r
                where r.district_id = w.district_id and r.kind = w.kind and r.subject = w.subject and r.state = 'queued' and r.not_before <= @now)
        order by w.number
        """;

    public async Task EnqueueAsync<TArguments>(
        IReadOnlyList<TArguments> work, NpgsqlTransaction transaction, CancellationToken cancellationToken = default)
        where TArguments : IJobArguments
    {
        var due = (await transaction.Connection!.QueryAsync<int>(new CommandDefinition(
            AddSql,
            new
            {
                districtIds = work.Select(each => each.DistrictId).ToArray(),
                kinds = work.Select(each => each.Kind).ToArray(),
                subjects = work.Select(each => each.Subject).ToArray(),
                now = clock.GetUtcNow(),
            },
            transaction,
            cancellationToken: cancellationToken))).AsList();
        if (due.Count > 0)
        {
            await engine.EnqueueAsync([.. due.Select(number => work[number])], transaction, cancellationToken);
        }
    }
}
