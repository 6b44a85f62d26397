using System.Diagnostics;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Faults;
using MedicaidLogs.TestKit.Scale;

namespace MedicaidLogs.Bench;

/// <summary>A year of log files of many districts, received and waiting: a third is drained by one worker, a third by two, a third by three of which one is killed again and again.</summary>
/// <remarks>Files a second are those of workers that stand: the first half of a third is not counted, though nothing of it may be lost.</remarks>
public static class ScaleBench
{
    private const int Months = 10;
    private const int Seed = 7;

    private static readonly DateOnly _firstMonth = new(2026, 9, 1);
    private static readonly FixedClock _afterTheYear = new(new(2027, 7, 5, 17, 0, 0, TimeSpan.Zero));
    private static readonly TimeSpan _shortestLife = TimeSpan.FromSeconds(4); // it has begun by then
    private static readonly TimeSpan _longestLife = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longest = TimeSpan.FromHours(2);

    private const string WaitingSql = """
        select (select count(*) from intake.import_file where status = 'received') + (select count(*) from intake.month_to_check)
            + (select count(*) from ops.job_run where kind <> 'verify-books' and state in ('queued', 'running'))
        """;

    /// <summary>The second half of a share: in the first, workers start and their code is compiled.</summary>
    private const string ShareSql = """
        with share as (
            select finished_at, rows_total, ntile(2) over (order by finished_at desc) = 1 as counts
            from intake.import_file where kind = 'logs' and district_id = any(@districts))
        select count(*) filter (where counts)::int as files, sum(rows_total) filter (where counts)::int as rows,
               extract(epoch from max(finished_at) - max(finished_at) filter (where not counts))::float8 as seconds
        from share
        """;

    /// <summary>Each line is something lost, or there twice.</summary>
    private const string LossesSql = """
        select 'district ' || district_id || ', file ' || import_file_id || ' is ' || status from intake.import_file where status <> 'taken-in'
        union all
        select 'district ' || district_id || ', file ' || subject_id || ' was taken in ' || count(*) || ' times' from ops.audit_event
        where action = 'file.taken-in' group by district_id, subject_id having count(*) <> 1
        union all
        select 'district ' || f.district_id || ' has ' || e.entries || ' entries of ' || sum(f.rows_entered) from intake.import_file f
        join (select district_id, count(*) as entries from intake.entry group by district_id) e on e.district_id = f.district_id
        where f.kind = 'logs' group by f.district_id, e.entries having sum(f.rows_entered) <> e.entries
        union all
        select 'district ' || district_id || ': ' || kind || ' ' || subject || ' is ' || state from ops.job_run where state = 'failed'
        """;

    private sealed record Share(int Files, int Rows, double Seconds);

    /// <returns>1 where a file or row was lost or came twice.</returns>
    public static async Task<int> RunAsync(int districts)
    {
        await using var server = await OwnPostgres.StartAsync("scale");
        var (rows, made) = (0, 0);
        foreach (var (workers, isKilled) in new[] { (1, false), (2, false), (3, true) })
        {
            var some = new List<int>();
            for (; some.Count < districts / 3 + (workers <= districts % 3 ? 1 : 0); some.Add(made))
            {
                var district = await GeneratedDistrict.CreateAsync(server.Database, ++made, _firstMonth, Months, _afterTheYear);
                await ReceiveAsync(server, district);
                rows += district.Data.Logs.Count;
            }

            await server.ExecuteAsync("vacuum analyze");
            await DrainAsync(server, [.. some], workers, isKilled);
        }

        return await ReckonAsync(server, rows);
    }

    /// <summary>A file of each month, as a page or a place leaves it.</summary>
    private static async Task ReceiveAsync(OwnPostgres server, GeneratedDistrict district)
    {
        var intake = new FileIntake(server.Database, _afterTheYear);
        foreach (var (name, bytes) in district.Data.Files().Where(file => file.Name.StartsWith("logs-", StringComparison.Ordinal)))
        {
            await intake.ReceiveAsync(district.DistrictId, new SentFile("logs", name, null, Actor.Command("bench")), new MemoryStream(bytes));
        }
    }

    private static async Task DrainAsync(OwnPostgres server, int[] districts, int workers, bool isKilled)
    {
        var running = Enumerable.Range(0, workers).Select(_ => Start(server)).ToList();
        var (random, killed) = (new Random(Seed), 0);
        var (clock, next) = (Stopwatch.StartNew(), Life(random));
        while (await CountAsync(server) > 0)
        {
            if (clock.Elapsed > _longest)
            {
                throw new TimeoutException("The backlog is not drained.");
            }

            if (isKilled && clock.Elapsed > next)
            {
                await running[0].KillAsync(TimeSpan.Zero);
                running[0].Dispose();
                running.RemoveAt(0);
                running.Add(Start(server));
                killed++;
                next = clock.Elapsed + Life(random);
            }

            await Task.Delay(_look);
        }

        running.ForEach(worker => worker.Stop());
        foreach (var worker in running)
        {
            await worker.EndAsync();
            worker.Dispose();
        }

        await using var connection = await server.Database.OpenConnectionAsync();
        var share = await connection.QuerySingleAsync<Share>(ShareSql, new { districts });
        Console.WriteLine(FormattableString.Invariant(
            $"scale: {workers} workers{(isKilled ? $", {killed} killed" : "")}: {share.Files} files, {share.Rows} rows of {districts.Length} districts, {share.Files / share.Seconds:0.0} files/s, {share.Rows / share.Seconds:0} rows/s"));
    }

    private static async Task<int> ReckonAsync(OwnPostgres server, int rows)
    {
        await using var connection = await server.Database.OpenConnectionAsync();
        var losses = (await connection.QueryAsync<string>(LossesSql)).AsList();
        var found = await connection.ExecuteScalarAsync<long>("select sum(rows_total) from intake.import_file where kind = 'logs'");
        if (found != rows)
        {
            losses.Add(FormattableString.Invariant($"{found} rows of {rows}"));
        }

        losses.ForEach(Console.WriteLine);
        Console.WriteLine(FormattableString.Invariant($"scale: {rows} rows, {losses.Count} lost or doubled"));
        return losses.Count == 0 ? 0 : 1;
    }

    private static Medlogs Start(OwnPostgres server) => Medlogs.Start(server.ConnectionString, "serve", "--as-of", "2027-07-05");

    private static TimeSpan Life(Random random) => _shortestLife + ((_longestLife - _shortestLife) * random.NextDouble());

    private static async Task<long> CountAsync(OwnPostgres server)
    {
        await using var connection = await server.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(WaitingSql);
    }
}
