using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>Tells entries what people decided about them, before the checks run.</summary>
/// <remarks>
/// An override holds for what it was given for: not once what the provider attests was changed, and not after its last day. What was closed
/// or billed under it stays so.
/// </remarks>
public static class DecisionsInForce
{
    /// <summary>Ids of a month lie close together: a span of them finds its decisions by the index.</summary>
    [Sql]
    private const string OpenSql = """
        select d.entry_id, d.entry_version, d.kind, d.code, d.of_entry_id, coalesce(d.kind = 'override' and d.until < @asOf, false) as run_out
        from intake.entry_decision d
        where d.district_id = @districtId and d.entry_id between @first and @last and (@entryIds::bigint[] is null or d.entry_id = any(@entryIds))
          and d.ended_at is null and d.kind <> 'return'
        """;

    [Sql]
    private const string FrozenSql = """
        select entry_id from billing.frozen_entry where district_id = @districtId and service_month = @month and entry_id = any(@entryIds)
        """;

    [Sql]
    private const string MarkRunOutSql = """
        insert into intake.stale_month (district_id, service_month, reason, since)
        select distinct o.district_id, o.service_month, 'an override has run out', @at::timestamptz
        from intake.override_at_work o
        join ops.district t on t.district_id = o.district_id
        where o.until < (@at::timestamptz at time zone t.time_zone)::date
        on conflict do nothing
        """;

    private sealed record Row(long EntryId, int EntryVersion, string Kind, string? Code, long? OfEntryId, bool RunOut);

    /// <summary>Marks the months stale in which an override of any district has run out. For the worker's sweep.</summary>
    public static Task MarkRunOutAsync(NpgsqlTransaction transaction, DateTimeOffset at, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(MarkRunOutSql, new { at }, transaction, cancellationToken: cancellationToken));

    internal static async Task SetAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, DateOnly asOf, IReadOnlyCollection<Entry> entries, CheckScope scope,
        CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var open = (await transaction.Connection!.QueryAsync<Row>(new CommandDefinition(
            OpenSql,
            new
            {
                districtId,
                asOf,
                first = entries.Min(entry => entry.EntryId),
                last = entries.Max(entry => entry.EntryId),
                entryIds = scope == CheckScope.Correction ? entries.Select(entry => entry.EntryId).ToArray() : null,
            },
            transaction,
            cancellationToken: cancellationToken))).AsList();
        if (open.Count == 0)
        {
            return;
        }

        var runOut = open.Where(row => row.RunOut).Select(row => row.EntryId).ToArray();
        var frozen = runOut.Length == 0 ? [] : (await transaction.Connection!.QueryAsync<long>(new CommandDefinition(
            FrozenSql, new { districtId, month, entryIds = runOut }, transaction, cancellationToken: cancellationToken))).ToHashSet();
        var rows = open.Where(row => !row.RunOut || frozen.Contains(row.EntryId)).ToLookup(row => row.EntryId);
        foreach (var entry in entries)
        {
            if (rows.Contains(entry.EntryId))
            {
                entry.Office = Of(entry, rows[entry.EntryId]);
            }
        }
    }

    private static OfficeDecisions Of(Entry entry, IEnumerable<Row> rows) => new(
        NotBilled: rows.Any(row => row.Kind == EntryDecision.NotBillableKind),
        DuplicateOf: rows.FirstOrDefault(row => row.Kind == EntryDecision.DuplicateKind)?.OfEntryId,
        Overridden: [.. rows.Where(row => row.Kind == EntryDecision.OverrideKind && row.EntryVersion >= entry.ContentVersion).Select(row => row.Code!)]);
}
