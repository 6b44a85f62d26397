using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Keeps <c>intake.flagged_entry</c>: a row for each entry that findings stand against, from which the lists of a month are read.</summary>
internal static class FlaggedEntries
{
    [Sql]
    private const string CopySql = """
        copy intake.flagged_entry
            (district_id, service_month, entry_id, version, severity, codes, final, service_date, student_id, student_number,
             provider_id, provider_number, service, procedure, modifiers, value_cents)
        from stdin (format binary)
        """;

    private const short ColumnCount = 16;

    [Sql]
    private const string DeleteSql = """
        delete from intake.flagged_entry where district_id = @districtId and service_month = @month and entry_id = any(@entryIds)
        """;

    /// <summary>Replaces the rows of some entries by what stands against them now.</summary>
    /// <param name="entryIds">Those that may stand otherwise than before, whether the month still has them or not.</param>
    /// <param name="entries">Among them or beside them, as the run leaves them.</param>
    /// <param name="findings">All that stand against those entries, ordered by entry and code.</param>
    public static async Task ReplaceAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, IReadOnlySet<long> entryIds, IEnumerable<Entry> entries,
        IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        if (entryIds.Count == 0)
        {
            return;
        }

        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            DeleteSql, new { districtId, month, entryIds = entryIds.ToArray() }, transaction, cancellationToken: cancellationToken));
        await AddAsync(transaction, districtId, month, entries.Where(entry => entryIds.Contains(entry.EntryId)), findings, cancellationToken);
    }

    /// <summary>Adds the rows of entries that have none.</summary>
    /// <param name="findings">As in <see cref="ReplaceAsync"/>.</param>
    public static Task AddAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, IEnumerable<Entry> entries, IReadOnlyList<Finding> findings,
        CancellationToken cancellationToken)
    {
        var against = findings.ToLookup(finding => finding.EntryId);
        var flagged = entries.Where(entry => against.Contains(entry.EntryId)).OrderBy(entry => entry.EntryId).ToList();
        return BulkCopy.WriteAsync(
            transaction.Connection!, CopySql, flagged.Count, (row, i) => Write(row, districtId, month, flagged[i], against[flagged[i].EntryId]), cancellationToken);
    }

    private static void Write(CopyRows row, DistrictId districtId, DateOnly month, Entry entry, IEnumerable<Finding> findings)
    {
        var heaviest = findings.Max(finding => finding.Severity);
        var verdict = Verdict.Of(entry);
        row.Begin(ColumnCount);
        row.Write(districtId.Value);
        row.Write(month);
        row.Write(entry.EntryId);
        row.Write(entry.Version);
        row.Write(SeverityText.Of(heaviest));
        row.Write([.. findings.Where(finding => finding.Severity == heaviest).Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal)]);
        row.Write(findings.Any(finding => finding.Severity == Severity.NotBillable));
        row.Write(entry.Date);
        row.Write(verdict.StudentId);
        row.Write(entry.Log.StudentNumber);
        row.Write(verdict.ProviderId);
        row.Write(entry.Log.ProviderNumber);
        row.Write(entry.Service);
        row.Write(verdict.Procedure);
        row.Write(verdict.Modifiers);
        row.Write(verdict.ValueCents);
    }
}
