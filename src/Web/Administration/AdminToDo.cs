using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>Something that waits for an administrator, and where.</summary>
public sealed record AdminToDo(int Count, string Words, string Address)
{
    [Sql]
    private const string CountsSql = """
        select (count(*) filter (where a.lockout_end > @now))::int as locked,
               (count(*) filter (where p.employed_to < @today))::int as left_on,
               (count(*) filter (where a.first_password_until <= @now))::int as ran_out
        from ops.user_account a
        left join intake.provider p on p.district_id = a.district_id and p.provider_id = a.provider_id
        where a.district_id = @districtId and a.disabled_at is null
        """;

    private sealed record Counts(int Locked, int LeftOn, int RanOut);

    /// <summary>The most pressing first, without those of which there is none.</summary>
    public static async Task<IReadOnlyList<AdminToDo>> OfDistrictAsync(
        NpgsqlConnection connection, DistrictId districtId, DateTimeOffset now, DateOnly today, CancellationToken cancellationToken)
    {
        var counts = await connection.QuerySingleAsync<Counts>(new CommandDefinition(
            CountsSql, new { districtId, now, today }, cancellationToken: cancellationToken));
        var jobs = await JobRun.CountAsync(connection, districtId, cancellationToken);
        AdminToDo[] all =
        [
            new(jobs.Failed, jobs.Failed == 1 ? "job has failed" : "jobs have failed", JobFilter.Path),
            new(counts.Locked, "locked out after wrong passwords", $"{AccountFilter.Path}?show=locked"),
            new(counts.LeftOn, "left the district, account still on", $"{AccountFilter.Path}?show=left"),
            new(counts.RanOut, "first passwords have run out", $"{AccountFilter.Path}?show=first"),
        ];
        return [.. all.Where(each => each.Count > 0)];
    }
}
