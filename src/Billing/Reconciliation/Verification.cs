using System.Text.Json;
using Dapper;
using MedicaidLogs.Billing.Reconciliation.Invariants;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>What does not hold.</summary>
/// <param name="Holds">What should, as docs/ledger.md says it.</param>
/// <param name="Breaches">How many were found; <see cref="LedgerVerification.MostBreaches"/> for these and more.</param>
public sealed record BrokenInvariant(string Name, string Holds, InvariantSeverity Severity, int Breaches);

/// <summary>A look at all that a district has, by a worker in the night or by <c>medlogs verify</c>, as it was kept.</summary>
public sealed record Verification(DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Invariants, int FilesRead, IReadOnlyList<BrokenInvariant> Broken)
{
    [Sql]
    private const string InsertSql = """
        insert into billing.verification (district_id, started_at, ended_at, started_by, invariants, broken, files_read)
        values (@districtId, @startedAt, @endedAt, @who, @invariants, @broken::jsonb, @filesRead)
        on conflict (district_id, started_at) do update
        set ended_at = excluded.ended_at, started_by = excluded.started_by, invariants = excluded.invariants, broken = excluded.broken,
            files_read = excluded.files_read
        """;

    [Sql]
    private const string LastSql = """
        select started_at, ended_at, invariants, files_read, broken::text as broken
        from billing.verification
        where district_id = @districtId
        order by started_at desc
        limit 1
        """;

    private sealed record Row(DateTime StartedAt, DateTime EndedAt, int Invariants, int FilesRead, string Broken);

    public IEnumerable<BrokenInvariant> Faults => Broken.Where(each => each.Severity == InvariantSeverity.Fault);

    /// <summary>The district's last; null: nobody has looked yet.</summary>
    public static async Task<Verification?> LastAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken = default) =>
        await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(
            LastSql, new { districtId }, cancellationToken: cancellationToken)) is { } row
            ? new(new(row.StartedAt), new(row.EndedAt), row.Invariants, row.FilesRead, JsonSerializer.Deserialize<BrokenInvariant[]>(row.Broken)!)
            : null;

    internal static Task KeepAsync(
        NpgsqlConnection connection, DistrictId districtId, DateTimeOffset startedAt, DateTimeOffset endedAt, Actor who, IReadOnlyList<Verified> verified,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                districtId,
                startedAt,
                endedAt,
                who = who.ToString(),
                invariants = verified.Count,
                broken = JsonSerializer.Serialize(
                    from each in verified
                    where !each.Holds
                    select new BrokenInvariant(each.Invariant.Name, each.Invariant.Holds, each.Invariant.Severity, each.Breaches.Count)),
                filesRead = verified.Sum(each => each.Read?.Files ?? 0),
            },
            cancellationToken: cancellationToken));
}
