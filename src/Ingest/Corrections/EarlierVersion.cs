using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>An earlier version of an entry: what it said, and who replaced it, when and why.</summary>
/// <param name="By">The user's name, or the command that did it.</param>
/// <param name="Texts">Field → text, of <see cref="FieldTexts"/>.</param>
public sealed record EarlierVersion(long EntryId, int Version, DateTimeOffset At, string By, string Reason, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>As many as are read of each entry, the latest.</summary>
    public const int Most = 50;

    [Sql]
    private const string OfEntriesSql = """
        select v.entry_id, v.version, v.content::text as content, v.superseded_at as at,
               coalesce(u.display_name, v.superseded_by) as by, v.reason
        from unnest(@entryIds::bigint[]) as asked(entry_id)
        cross join lateral (
            select *
            from intake.entry_superseded v
            where v.district_id = @districtId and v.entry_id = asked.entry_id
            order by v.version desc
            limit @limit) v
        left join ops.user_account u on u.district_id = v.district_id and 'user:' || u.user_id = v.superseded_by
        order by v.entry_id, v.version desc
        """;

    private sealed record Row(long EntryId, int Version, string Content, DateTime At, string By, string Reason);

    /// <summary>By entry, the latest first.</summary>
    public static async Task<ILookup<long, EarlierVersion>> OfEntriesAsync(
        NpgsqlConnection connection, DistrictId districtId, long[] entryIds, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<Row>(new CommandDefinition(
            OfEntriesSql, new { districtId, entryIds, limit = Most }, cancellationToken: cancellationToken)))
            .ToLookup(row => row.EntryId, row => new EarlierVersion(row.EntryId, row.Version, new(row.At), row.By, row.Reason, FieldTexts.OfStored(row.Content)));
}
