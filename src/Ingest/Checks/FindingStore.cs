using System.Data;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>A finding as it stands in the store, with the rest of its key.</summary>
public sealed record StandingFinding(int Ordinal, long CheckRunId, Finding Finding);

/// <summary>Reads and writes findings. A finding is never deleted: the run that no longer finds it clears it.</summary>
public static class FindingStore
{
    private const string Columns =
        "(district_id, service_month, entry_id, entry_version, code, ordinal, severity, undelivers, field, record_kind, record_id, saw, check_run_id, found_as)";

    private const short ColumnCount = 14;

    private const string StandingColumns = """
        select ordinal, check_run_id, entry_id, entry_version, code, severity, field, record_kind, record_id, saw, found_as
        from intake.finding
        """;

    [Sql]
    private const string StandingOfMonthSql = StandingColumns + """

        where district_id = @districtId and service_month = @month and cleared_run_id is null
        """;

    [Sql]
    private const string StandingOfEntriesSql = StandingColumns + """

        where district_id = @districtId and entry_id = any(@entryIds) and service_month = @month and cleared_run_id is null
        """;

    [Sql]
    private const string ClearSql = """
        update intake.finding f
        set cleared_run_id = @checkRunId
        from unnest(@entryIds::bigint[], @versions::int[], @codes::text[], @ordinals::int[], @runs::bigint[])
            as gone(entry_id, entry_version, code, ordinal, check_run_id)
        where f.district_id = @districtId and f.service_month = @month and f.entry_id = gone.entry_id
          and f.entry_version = gone.entry_version and f.code = gone.code and f.ordinal = gone.ordinal
          and f.check_run_id = gone.check_run_id
        """;

    public static Task<List<StandingFinding>> StandingOfMonthAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        ReadAsync(transaction, StandingOfMonthSql, cancellationToken, new("districtId", districtId.Value), new("month", month));

    /// <summary>Month by month: a statement that names one is planned for its partition alone.</summary>
    public static async Task<List<StandingFinding>> StandingOfEntriesAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long[] entryIds, IEnumerable<DateOnly> months, CancellationToken cancellationToken)
    {
        var standing = new List<StandingFinding>();
        foreach (var month in months)
        {
            standing.AddRange(await ReadAsync(
                transaction, StandingOfEntriesSql, cancellationToken,
                new("districtId", districtId.Value), new("entryIds", entryIds), new("month", month)));
        }

        return standing;
    }

    /// <summary>Adds findings that were not there before.</summary>
    /// <param name="table"><c>intake.finding</c>, or the table of a month that is being loaded.</param>
    /// <param name="month">First day of the entries' month.</param>
    /// <param name="found">Ordered by entry and code.</param>
    public static Task CopyAsync(
        NpgsqlConnection connection, string table, DistrictId districtId, long checkRunId, DateOnly month, IReadOnlyList<Finding> found,
        CancellationToken cancellationToken) =>
        BulkCopy.WriteAsync(
            connection,
            $"copy {table} {Columns} from stdin (format binary)",
            found.Count,
            (row, i) =>
            {
                var finding = found[i];
                row.Begin(ColumnCount);
                row.Write(districtId.Value);
                row.Write(month);
                row.Write(finding.EntryId);
                row.Write(finding.EntryVersion);
                row.Write(finding.Code);
                row.Write(OrdinalOf(found, i));
                row.Write(SeverityText.Of(finding.Severity));
                row.Write(finding.Severity != Severity.Warn && Catalogue.Undelivers(finding.Code));
                row.Write(finding.Field);
                row.Write(finding.RecordKind);
                row.Write(finding.RecordId);
                row.Write(finding.Saw);
                row.Write(checkRunId);
                row.Write(finding.FoundAs is { } foundAs ? SeverityText.Of(foundAs) : null);
            },
            cancellationToken);

    private static int OrdinalOf(IReadOnlyList<Finding> found, int index)
    {
        var first = index;
        while (first > 0 && found[first - 1].EntryId == found[index].EntryId && found[first - 1].Code == found[index].Code)
        {
            first--;
        }

        return index - first;
    }

    /// <summary>Marks findings of a month as no longer found.</summary>
    public static async Task ClearAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long checkRunId, DateOnly month, IReadOnlyCollection<StandingFinding> gone,
        CancellationToken cancellationToken)
    {
        if (gone.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(ClearSql, transaction.Connection, transaction);
        command.Parameters.AddWithValue("districtId", districtId.Value);
        command.Parameters.AddWithValue("checkRunId", checkRunId);
        command.Parameters.AddWithValue("month", month);
        command.Parameters.AddWithValue("entryIds", gone.Select(each => each.Finding.EntryId).ToArray());
        command.Parameters.AddWithValue("versions", gone.Select(each => each.Finding.EntryVersion).ToArray());
        command.Parameters.AddWithValue("codes", gone.Select(each => each.Finding.Code).ToArray());
        command.Parameters.AddWithValue("ordinals", gone.Select(each => each.Ordinal).ToArray());
        command.Parameters.AddWithValue("runs", gone.Select(each => each.CheckRunId).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<StandingFinding>> ReadAsync(
        NpgsqlTransaction transaction, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var standing = new List<StandingFinding>();
        while (await reader.ReadAsync(cancellationToken))
        {
            standing.Add(Read(reader));
        }

        return standing;
    }

    private static StandingFinding Read(NpgsqlDataReader reader)
    {
        var ordinal = reader.GetInt32(0);
        var runId = reader.GetInt64(1);
        var entryId = reader.GetInt64(2);
        var version = reader.GetInt32(3);
        var code = string.Intern(reader.GetString(4));
        var severity = SeverityOf(reader.GetString(5));
        var field = string.Intern(reader.GetString(6));
        var kind = reader.IsDBNull(7) ? null : string.Intern(reader.GetString(7));
        var recordId = reader.IsDBNull(8) ? (long?)null : reader.GetInt64(8);
        var saw = reader.GetFieldValue<string[]>(9);
        var foundAs = reader.IsDBNull(10) ? (Severity?)null : SeverityOf(reader.GetString(10));
        return new StandingFinding(ordinal, runId, new Finding(entryId, version, code, severity, field, kind, recordId, saw) { FoundAs = foundAs });
    }

    private static Severity SeverityOf(string text) =>
        SeverityText.TryParse(text, out var severity) ? severity : throw new InvalidOperationException("The store holds an unknown severity.");
}
