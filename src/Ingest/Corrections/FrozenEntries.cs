using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>Entries that go out as they are: their month is closed with them, or a claim bills them.</summary>
internal static class FrozenEntries
{
    /// <summary>Most months are corrected before they are closed: then there is nothing to look for, which takes less to find than how it would be found.</summary>
    [Sql]
    private const string AnySql = """
        select exists (select from billing.month_close where district_id = @districtId and service_month = @month)
            or exists (
                select from billing.live_entry
                where district_id = @districtId and service_month = @month and entry_id = any(@entryIds))
        """;

    [Sql]
    private const string AmongSql = """
        select f.entry_id, exists (
                   select from billing.sent_entry s
                   where s.district_id = @districtId and s.service_month = @month and s.entry_id = f.entry_id) as sent
        from billing.frozen_entry f
        where f.district_id = @districtId and f.service_month = @month and f.entry_id = any(@entryIds)
        """;

    /// <returns>Those of the entries that are frozen, and whether their claim went out.</returns>
    public static async Task<Dictionary<long, bool>> AmongAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IReadOnlyCollection<Entry> entries, CancellationToken cancellationToken)
    {
        var frozen = new Dictionary<long, bool>();
        foreach (var month in entries.GroupBy(entry => EntryWriter.MonthOf(entry.Date)))
        {
            var of = new { districtId, month = month.Key, entryIds = month.Select(entry => entry.EntryId).ToArray() };
            if (!await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(AnySql, of, transaction, cancellationToken: cancellationToken)))
            {
                continue;
            }

            foreach (var (entryId, sent) in await transaction.Connection!.QueryAsync<(long, bool)>(new CommandDefinition(
                AmongSql, of, transaction, cancellationToken: cancellationToken)))
            {
                frozen.Add(entryId, sent);
            }
        }

        return frozen;
    }
}

/// <summary>Entries that were merged: a duplicate is of the same student and day as its original, so neither moves away from the other.</summary>
internal static class MergedEntries
{
    public static async Task<HashSet<long>> AmongAsync(
        NpgsqlConnection connection, DistrictId districtId, long[] entryIds, CancellationToken cancellationToken)
    {
        var merged = await RecordedDecision.OriginalsAmongAsync(connection, districtId, entryIds, cancellationToken);
        var open = await RecordedDecision.OpenAsync(connection, districtId, entryIds, cancellationToken);
        merged.UnionWith(open.SelectMany(decisions => decisions).Where(decision => decision.Kind == EntryDecision.DuplicateKind).Select(decision => decision.EntryId));
        return merged;
    }

    /// <summary>The field by which a session moves to another student or day; null where it stays.</summary>
    public static string? Moves(SessionLog from, SessionLog to) =>
        to.Date != from.Date ? LogField.Date : to.StudentNumber != from.StudentNumber ? LogField.StudentNumber : null;

    public const string Refusal = "It was merged with another entry of this student and day. Take that back first.";
}
