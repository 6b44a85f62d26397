using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>A decision about an entry, in force or ended.</summary>
/// <param name="EntryVersion">That the person had before them.</param>
/// <param name="Kind">Of <see cref="EntryDecision.Kind"/>.</param>
/// <param name="Reason">Of a return, the comment to the provider.</param>
/// <param name="Code">Of an override: the finding's.</param>
/// <param name="Until">Of an override: the last day on which it holds.</param>
/// <param name="OfEntryId">Of a duplicate: the entry that counts.</param>
/// <param name="DecidedBy">The user's name, or the command that did it.</param>
/// <param name="EndedAs"><c>taken-back</c>, <c>answered</c> or <c>ran-out</c>; null while it is in force.</param>
/// <param name="EndNote">The provider's answer, or why it was taken back.</param>
public sealed record RecordedDecision(
    long DecisionId, long EntryId, int EntryVersion, string Kind, string Reason, string? Code, DateOnly? Until, long? OfEntryId,
    DateTime DecidedAt, string DecidedBy, DateTime? EndedAt, string? EndedBy, string? EndedAs, string? EndNote)
{
    /// <summary>As many as a page shows, the latest.</summary>
    public const int Most = 50;

    private const string Columns = """
        select d.decision_id, d.entry_id, d.entry_version, d.kind, d.reason, d.code, d.until, d.of_entry_id, d.decided_at,
               coalesce(u.display_name, d.decided_by) as decided_by, d.ended_at, coalesce(v.display_name, d.ended_by) as ended_by, d.ended_as, d.end_note
        from intake.entry_decision d
        left join ops.user_account u on u.district_id = d.district_id and 'user:' || u.user_id = d.decided_by
        left join ops.user_account v on v.district_id = d.district_id and 'user:' || v.user_id = d.ended_by
        """;

    [Sql]
    private const string OfEntrySql = Columns + """

        where d.district_id = @districtId and d.entry_id = @entryId
        order by d.decision_id desc
        limit @limit
        """;

    [Sql]
    private const string OpenSql = Columns + """

        where d.district_id = @districtId and d.entry_id = any(@entryIds) and d.ended_at is null
        """;

    [Sql]
    private const string MergedIntoSql = """
        select entry_id
        from intake.entry_decision
        where district_id = @districtId and of_entry_id = @entryId and kind = 'duplicate' and ended_at is null
        order by entry_id
        limit @limit
        """;

    [Sql]
    private const string OriginalsAmongSql = """
        select distinct of_entry_id
        from intake.entry_decision
        where district_id = @districtId and of_entry_id = any(@entryIds) and kind = 'duplicate' and ended_at is null
        """;

    public bool InForce => EndedAt is null;

    /// <summary>All of an entry's, the latest first.</summary>
    public static async Task<IReadOnlyList<RecordedDecision>> OfEntryAsync(
        NpgsqlConnection connection, DistrictId districtId, long entryId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<RecordedDecision>(new CommandDefinition(
            OfEntrySql, new { districtId, entryId, limit = Most }, cancellationToken: cancellationToken))];

    /// <summary>Entries that were named duplicates of this one.</summary>
    public static async Task<IReadOnlyList<long>> MergedIntoAsync(
        NpgsqlConnection connection, DistrictId districtId, long entryId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(
            MergedIntoSql, new { districtId, entryId, limit = Most }, cancellationToken: cancellationToken))];

    /// <summary>Those of the entries of which another one is a duplicate.</summary>
    internal static async Task<HashSet<long>> OriginalsAmongAsync(
        NpgsqlConnection connection, DistrictId districtId, long[] entryIds, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(OriginalsAmongSql, new { districtId, entryIds }, cancellationToken: cancellationToken))];

    internal static async Task<ILookup<long, RecordedDecision>> OpenAsync(
        NpgsqlConnection connection, DistrictId districtId, long[] entryIds, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<RecordedDecision>(new CommandDefinition(
            OpenSql, new { districtId, entryIds }, cancellationToken: cancellationToken))).ToLookup(decision => decision.EntryId);
}
