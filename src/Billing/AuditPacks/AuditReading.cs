using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Billing.AuditPacks;

/// <summary>The line that a pack is about.</summary>
internal sealed record AuditedLine(
    long ClaimId, int LineNumber, string ClaimNumber, long StudentId, DateOnly ServiceMonth, FileHash Sha256, string EntryIdTexts)
{
    public long[] EntryIds { get; } = [.. EntryIdTexts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture))];
}

/// <summary>Reads what stands behind a claim line, as of the transaction's moment.</summary>
internal sealed class AuditReading(NpgsqlTransaction transaction, IMinutesLedger ledger, District district, AuditedLine line)
{
    private const string Codes = "What the codes of findings, answers and adjustments say";

    [Sql]
    private const string SourcesSql = """
        with said as (
            select b.entry_id, b.version, b.content from intake.entry_before b where b.district_id = @districtId and b.entry_id = any(@entryIds)
            union all
            select n.entry_id, n.version, n.content
            from intake.entry_now n
            where n.district_id = @districtId and n.service_month = @month and n.entry_id = any(@entryIds))
        select s.entry_id, min(s.version) as version, f.file_name, f.sha256, (s.content ->> 'line_number')::int as line_number
        from said s
        join intake.entry_file f on f.district_id = @districtId and f.import_file_id = (s.content ->> 'import_file_id')::bigint
        group by s.entry_id, f.file_name, f.sha256, 5
        order by 1, 2
        """;

    public async IAsyncEnumerable<AuditSource> SourcesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sources = await transaction.Connection!.QueryAsync<Source>(new CommandDefinition(
            SourcesSql, new { district.DistrictId, line.EntryIds, month = line.ServiceMonth }, transaction, cancellationToken: cancellationToken));
        foreach (var source in sources)
        {
            yield return new(source.EntryId, source.Version, source.FileName, source.LineNumber,
            [
                .. await RowAsync(source.Sha256, 1, cancellationToken),
                .. await RowAsync(source.Sha256, source.LineNumber, cancellationToken),
            ]);
        }
    }

    public async IAsyncEnumerable<AuditTable> TablesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var values = new { district.DistrictId, line.ClaimId, line = line.LineNumber, line.EntryIds, month = line.ServiceMonth };
        foreach (var (file, what, sql) in AuditTables.All)
        {
            yield return await QueryTable.ReadAsync(transaction, file, what, sql, values, cancellationToken);
        }

        yield return await AuditCodes.ReadAsync(transaction, "codes.csv", Codes, values, cancellationToken);
    }

    /// <summary>The claim as it went out, a segment a line.</summary>
    public async Task<string?> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var file = await FileStore.OpenAsync(transaction.Connection!, district.DistrictId, line.Sha256, cancellationToken);
        return ClaimSegments.Of(file, line.ClaimNumber);
    }

    /// <summary>The logs that show a session of the line, as they are made today, each with its last sealed version.</summary>
    public async Task<IReadOnlyList<(SessionLog Log, SessionLogVersion? Made)>> LogsAsync(CancellationToken cancellationToken)
    {
        var latest = await SessionLogVersion.LatestAsync(transaction, district.DistrictId, line.ServiceMonth, cancellationToken);
        var logs = new List<(SessionLog, SessionLogVersion?)>(); // one student's, and read to their end: the connection is needed for the sealed files
        await foreach (var log in SessionLog.OfMonthAsync(transaction, district, line.ServiceMonth, ledger, line.StudentId, cancellationToken: cancellationToken))
        {
            if (log.Sessions.Any(session => line.EntryIds.Contains(session.EntryId)))
            {
                logs.Add((log, latest.GetValueOrDefault(log.DocumentId)));
            }
        }

        return logs;
    }

    private async Task<byte[]> RowAsync(FileHash hash, int lineNumber, CancellationToken cancellationToken)
    {
        await using var file = await FileStore.OpenAsync(transaction.Connection!, district.DistrictId, hash, cancellationToken);
        return await SourceRow.ReadAsync(file, lineNumber, cancellationToken);
    }

    private sealed record Source(long EntryId, int Version, string FileName, FileHash Sha256, int LineNumber);
}
