using System.Runtime.InteropServices;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>A correction of a session: who made it, when and why, and what it replaced.</summary>
/// <param name="Version">That it made.</param>
/// <param name="By">A person's name, or the command that did it.</param>
/// <param name="Was">A JSON object of texts: the replaced values by the names of docs/file-formats.md.</param>
public sealed record Addendum(long EntryId, int Version, DateTimeOffset At, string By, string Reason, string Was)
{
    [Sql]
    private const string OfMonthSql = """
        select entry_id, version, at, by, reason, was
        from intake.entry_addendum
        where district_id = @districtId and service_month = @month and (@studentId::bigint is null or student_id = @studentId)
        order by entry_id, version
        """;

    /// <param name="studentId">Null: of all.</param>
    public static async Task<Dictionary<long, List<Addendum>>> OfMonthAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, long? studentId, CancellationToken cancellationToken)
    {
        var byEntry = new Dictionary<long, List<Addendum>>();
        foreach (var addendum in await transaction.Connection!.QueryAsync<Addendum>(new CommandDefinition(
            OfMonthSql, new { districtId, month, studentId }, transaction, cancellationToken: cancellationToken)))
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(byEntry, addendum.EntryId, out _) ??= []).Add(addendum);
        }

        return byEntry;
    }

    /// <summary>An id, and nothing of the student.</summary>
    public override string ToString() => $"Entry {EntryId}, version {Version}";
}
