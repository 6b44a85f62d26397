using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Jobs;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace MedicaidLogs.Worker.Tests.Engines;

/// <summary>Work whose course the table <c>conformance.step</c> says, so that a job in another process does as the test tells it.</summary>
internal sealed record Step(int DistrictId, long Number) : IJobArguments
{
    public const string Name = "step";

    public const string Tables = """
        create schema conformance;
        create table conformance.step (
            district_id int, number bigint, faults int not null default 0, is_held boolean not null default false,
            heeds_stop boolean not null default true, is_swept boolean not null default true, is_done boolean not null default false, primary key (district_id, number));
        create table conformance.ran (
            district_id int, number bigint, ran_id bigint primary key generated always as identity, worker_id uuid not null,
            began_at timestamptz not null default clock_timestamp(), ended_at timestamptz);
        create table conformance.night (district_id int, night date, done_at timestamptz);
        """;

    public static JobKind JobKind { get; } = new JobKind<Step, StepJob>(
        Name, turn => turn.FindAsync<Step>("select district_id, number from conformance.step where is_swept and not is_done order by number limit @limit"));

    public string Kind => Name;

    public string Subject => Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Fails as often as it should, then waits while it is held, then is done.</summary>
internal sealed class StepJob(NpgsqlDataSource database, ThisWorker worker, IHostApplicationLifetime host) : IJob<Step>
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(25);

    private sealed record Course(int Faults, bool HeedsStop);

    public async Task RunAsync(Step arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        if (await connection.ExecuteScalarAsync<bool>(
            "select is_done from conformance.step where district_id = @DistrictId and number = @Number", arguments))
        {
            return; // asked for by a sweep that looked before it was done
        }

        var ran = await connection.ExecuteScalarAsync<long>(
            "insert into conformance.ran (district_id, number, worker_id) values (@DistrictId, @Number, @WorkerId) returning ran_id",
            new { arguments.DistrictId, arguments.Number, worker.WorkerId });
        var before = await connection.ExecuteScalarAsync<int>(
            "select count(*) from conformance.ran where district_id = @DistrictId and number = @Number and ran_id < @ran",
            new { arguments.DistrictId, arguments.Number, ran });
        var course = await connection.QuerySingleAsync<Course>(
            "select faults, heeds_stop from conformance.step where district_id = @DistrictId and number = @Number", arguments);
        if (before < course.Faults)
        {
            throw new IOException("As often as it should.");
        }

        while (await connection.ExecuteScalarAsync<bool>(
            "select is_held from conformance.step where district_id = @DistrictId and number = @Number", arguments))
        {
            await Task.Delay(_look, course.HeedsStop ? host.ApplicationStopping : CancellationToken.None);
        }

        await connection.ExecuteAsync(
            """
            update conformance.ran set ended_at = clock_timestamp() where ran_id = @ran;
            update conformance.step set is_done = true where district_id = @DistrictId and number = @Number
            """,
            new { arguments.DistrictId, arguments.Number, ran });
    }
}
