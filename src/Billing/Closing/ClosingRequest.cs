using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Billing.Closing;

/// <summary>What became of a request.</summary>
public enum ClosingRequestStatus
{
    /// <summary>A worker is at it, or will be.</summary>
    Asked,
    Done,

    /// <summary>It cannot be, for reasons that a person must see to.</summary>
    Refused,

    /// <summary>A person took it back.</summary>
    Dropped,
}

/// <summary>What a person asked workers to do with a month: close it, or build its claim file.</summary>
public sealed record ClosingRequest
{
    /// <summary>Kinds of work, which are kinds of jobs.</summary>
    public const string CloseMonth = "close-month", BuildClaims = "build-claims";

    /// <summary>With the job that is at it.</summary>
    [Sql]
    private const string LatestSql = """
        select r.request_id, r.work, initcap(r.status) as status, r.asked_at, r.asked_by, r.ended_at, r.said, r.claim_run_id,
               initcap(j.state) as job, j.done as claims, j.cause
        from billing.closing_request r
        left join ops.job_run j
          on j.district_id = r.district_id and j.kind = r.work and j.subject = r.request_id::text and j.state <> 'done' and r.status = 'asked'
        where r.district_id = @districtId and r.service_month = @month
        order by r.request_id desc
        limit 1
        """;

    public long RequestId { get; init; }

    /// <summary><see cref="CloseMonth"/> or <see cref="BuildClaims"/>.</summary>
    public required string Work { get; init; }

    public ClosingRequestStatus Status { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>As the audit trail writes it.</summary>
    public required string AskedBy { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What came of it, in a clerk's words; empty while it is open, and where it was dropped.</summary>
    public string[] Said { get; init; } = [];

    /// <summary>The file that it built.</summary>
    public long? ClaimRunId { get; init; }

    /// <summary>Of an open request: how it stands with its job; null before a worker has heard of it.</summary>
    public JobState? Job { get; init; }

    /// <summary>Claims in the file so far.</summary>
    public long? Claims { get; init; }

    /// <summary>Why its job broke off, in an office's words.</summary>
    public string? Cause { get; init; }

    public bool IsOpen => Status == ClosingRequestStatus.Asked;

    /// <summary>It does not go on before an administrator has looked.</summary>
    public bool NeedsPerson => Job is JobState.Failed or JobState.Dismissed;

    /// <summary>The month's last; null where nobody asked for anything.</summary>
    public static Task<ClosingRequest?> LatestAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken = default) =>
        connection.QuerySingleOrDefaultAsync<ClosingRequest>(new CommandDefinition(
            LatestSql, new { districtId, month }, cancellationToken: cancellationToken));
}
