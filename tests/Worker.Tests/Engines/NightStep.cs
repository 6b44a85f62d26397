using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Tests.Engines;

/// <summary>Work of each night at half past two.</summary>
internal sealed record NightStep(int DistrictId, DateOnly Night) : IJobArguments
{
    public const string Name = "night-step";

    /// <param name="seen">Told by the clock of each sweep.</param>
    public static JobKind JobKind(Action seen) => new JobKind<NightStep, NightStepJob>(Name, async turn =>
    {
        var due = await turn.NightsAsync(
            """
            select d.district_id, d.time_zone, max(n.done_at) as last_at
            from ops.district d join conformance.night n using (district_id)
            group by d.district_id limit @limit
            """,
            new TimeOnly(2, 30));
        seen();
        return [.. due.Select(night => new NightStep(night.DistrictId, night.Night))];
    });

    public string Kind => Name;

    public string Subject => Night.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal sealed class NightStepJob(NpgsqlDataSource database, TimeProvider clock) : IJob<NightStep>
{
    public async Task RunAsync(NightStep arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "insert into conformance.night values (@DistrictId, @Night, @now)", new { arguments.DistrictId, arguments.Night, now = clock.GetUtcNow() });
    }
}
