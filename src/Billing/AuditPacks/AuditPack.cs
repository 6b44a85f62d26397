using System.Data;
using System.Globalization;
using System.Text;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.SessionLogs.Document;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Core.Reports;
using Npgsql;

namespace MedicaidLogs.Billing.AuditPacks;

/// <summary>Everything behind one claim line, as a ZIP file for an auditor: from the row as it came to the payment, with an index.</summary>
/// <remarks>
/// It holds names, birth dates, Medicaid IDs and notes, and so each making is an event of the audit trail (34 CFR 99.32 asks for a
/// record of each disclosure). The same store gives the same bytes.
/// </remarks>
public sealed class AuditPack
{
    private const int LineDigits = 2;

    [Sql]
    private const string LineSql = """
        select c.claim_id, l.line_number, c.claim_number, c.student_id, r.service_month, r.sha256, x.entry_id_texts
        from billing.claim c
        join billing.claim_line l on l.district_id = c.district_id and l.claim_id = c.claim_id
        join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
        cross join lateral (
            select coalesce(array_to_string(array_agg(x.entry_id order by x.entry_id), ' '), '') as entry_id_texts
            from billing.claim_line_entry x
            where x.district_id = l.district_id and x.claim_id = l.claim_id and x.line_number = l.line_number) x
        where c.district_id = @districtId and c.claim_id = @claimId and l.line_number = @lineNumber
        """;

    private static readonly Columns<Part> _index = new Columns<Part>()
        .Text("file", "File", part => part.File)
        .Text("what", "What it holds", part => part.What)
        .Number("rows", "Rows", part => part.Rows);

    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _clock;
    private readonly District _district;
    private readonly AuditedLine _line;
    private readonly string _number;

    private AuditPack(NpgsqlDataSource database, TimeProvider clock, District district, AuditedLine line, string number) =>
        (_database, _clock, _district, _line, _number) = (database, clock, district, line, number);

    /// <param name="lineControlNumber">As the claim file has it in REF*6R: the claim's number and two digits.</param>
    /// <returns>Null where the district never sent such a line.</returns>
    public static async Task<AuditPack?> FindAsync(
        NpgsqlDataSource database, TimeProvider clock, District district, string lineControlNumber, CancellationToken cancellationToken = default)
    {
        if (lineControlNumber.Length <= LineDigits || !ClaimNumber.TryParse(lineControlNumber.AsSpan(..^LineDigits), out var claimNumber)
            || !int.TryParse(lineControlNumber.AsSpan(lineControlNumber.Length - LineDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var lineNumber))
        {
            return null;
        }

        return claimNumber.DistrictId == district.DistrictId
            ? await FindAsync(database, clock, district, claimNumber.ClaimId, lineNumber, cancellationToken)
            : null;
    }

    /// <returns>Null where the district has no such line.</returns>
    public static async Task<AuditPack?> FindAsync(
        NpgsqlDataSource database, TimeProvider clock, District district, long claimId, int lineNumber, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var line = await connection.QuerySingleOrDefaultAsync<AuditedLine>(new CommandDefinition(
            LineSql, new { district.DistrictId, claimId, lineNumber }, cancellationToken: cancellationToken));
        return line is null ? null : new(database, clock, district, line, ClaimNumber.OfLine(line.ClaimNumber, line.LineNumber));
    }

    /// <summary>As the claim file has it in REF*6R.</summary>
    public string LineControlNumber => _number;

    public long StudentId => _line.StudentId;

    public DateOnly ServiceMonth => _line.ServiceMonth;

    public IReadOnlyList<long> EntryIds => _line.EntryIds;

    /// <summary>What the pack holds, for a page.</summary>
    public async Task<AuditLine> ReadAsync(IMinutesLedger ledger, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var reading = new AuditReading(transaction, ledger, _district, _line);
        return new(
            await reading.TablesAsync(cancellationToken).ToListAsync(cancellationToken),
            await reading.SourcesAsync(cancellationToken).ToListAsync(cancellationToken),
            await reading.ClaimAsync(cancellationToken),
            [.. (await reading.LogsAsync(cancellationToken)).Select(each => new AuditLog(each.Log.DocumentId, each.Made?.PdfSha256, each.Made?.Version))]);
    }

    /// <summary>Writes the pack and records that it was made. The stream stays open.</summary>
    public async Task WriteAsync(Actor who, IMinutesLedger ledger, Stream output, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        using (var zip = new StableZip(output))
        {
            var reading = new AuditReading(transaction, ledger, _district, _line);
            await new Writing(transaction, reading, _district, _line, zip, _number).WriteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        await RecordAsync(connection, who, cancellationToken);
    }

    private async Task RecordAsync(NpgsqlConnection connection, Actor who, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(_district.DistrictId, "audit-pack.made", "claim-line", _number),
            new ChangeContext(who, _clock.GetUtcNow()),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed class Writing(NpgsqlTransaction transaction, AuditReading reading, District district, AuditedLine line, StableZip zip, string folder)
    {
        private readonly List<Part> _parts = [];

        public async Task WriteAsync(CancellationToken cancellationToken)
        {
            await foreach (var source in reading.SourcesAsync(cancellationToken))
            {
                await AddAsync(
                    string.Create(CultureInfo.InvariantCulture, $"source/entry-{source.EntryId}-version-{source.Version}.csv"),
                    $"The row as it came: line {source.LineNumber} of {source.FileName}, below that file's first line",
                    1,
                    part => part.WriteAsync(source.Bytes, cancellationToken).AsTask());
            }

            await foreach (var table in reading.TablesAsync(cancellationToken))
            {
                await AddAsync(table.File, table.What, table.Rows.Count, part => table.Report.WriteAsync(ReportFormat.Csv, part, cancellationToken));
            }

            if (await reading.ClaimAsync(cancellationToken) is { } segments)
            {
                await AddAsync(
                    "claim.837.txt", "The claim as it went out (837P), a segment a line", segments.Count('\n'),
                    part => part.WriteAsync(Encoding.UTF8.GetBytes(segments), cancellationToken).AsTask());
            }

            foreach (var (log, made) in await reading.LogsAsync(cancellationToken))
            {
                await AddLogAsync(log, made, cancellationToken);
            }

            await AddIndexAsync(cancellationToken);
        }

        private async Task AddLogAsync(SessionLog log, SessionLogVersion? made, CancellationToken cancellationToken)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"session-log-provider-{log.Last.ProviderId}-entry-{log.Sessions[0].EntryId}");
            await AddAsync(
                $"{name}.html",
                "The month's session log, as it is made today",
                log.Sessions.Count,
                async part => await part.WriteAsync(Encoding.UTF8.GetBytes(await SessionLogDocument.WriteAsync(log, SessionLogVersion.Number(log, made))), cancellationToken));
            if (made is not null)
            {
                await AddAsync(
                    $"{name}.pdf",
                    string.Create(CultureInfo.InvariantCulture, $"The month's session log as it was last sealed, version {made.Version}"),
                    log.Sessions.Count,
                    part => CopyAsync(made.PdfSha256, part, cancellationToken));
            }
        }

        private async Task CopyAsync(FileHash hash, Stream part, CancellationToken cancellationToken)
        {
            await using var stored = await FileStore.OpenAsync(transaction.Connection!, district.DistrictId, hash, cancellationToken);
            await stored.CopyToAsync(part, cancellationToken);
        }

        private async Task AddIndexAsync(CancellationToken cancellationToken)
        {
            foreach (var format in new[] { ReportFormat.Csv, ReportFormat.Html })
            {
                var index = _index.Report($"Claim line {folder}", $"{district.Name} · {MonthName.Of(line.ServiceMonth)}", _parts.Select(_index.Row).ToAsyncEnumerable());
                await using var part = zip.Add($"{folder}/index.{format.Name()}");
                await index.WriteAsync(format, part, cancellationToken);
            }
        }

        private async Task AddAsync(string file, string what, int rows, Func<Stream, Task> write)
        {
            await using var part = zip.Add($"{folder}/{file}");
            await write(part);
            _parts.Add(new(file, what, rows));
        }
    }

    private sealed record Part(string File, string What, int Rows);
}
