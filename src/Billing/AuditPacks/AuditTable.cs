using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.AuditPacks;

/// <summary>One of the tables behind a claim line. All its rows are held: they are few.</summary>
/// <param name="File">Its name in the pack: <c>payments.csv</c>.</param>
/// <param name="What">What it holds, for a person.</param>
public sealed record AuditTable(string File, string What, IReadOnlyList<Column> Columns, IReadOnlyList<ReportRow> Rows)
{
    internal Report Report => new(What, "", Columns, Rows.ToAsyncEnumerable());
}

/// <summary>The row of a file that a session came in, below the file's first line.</summary>
/// <param name="Bytes">Both lines as they came.</param>
public sealed record AuditSource(long EntryId, int Version, string FileName, int LineNumber, byte[] Bytes);

/// <summary>A session log that shows a session of the line.</summary>
/// <param name="Pdf">As it was last sealed; null where it was not.</param>
public sealed record AuditLog(string DocumentId, Core.Files.FileHash? Pdf, int? Version);

/// <summary>All that a claim line's audit pack holds, for a page.</summary>
/// <param name="Claim">The claim as it went out, a segment a line; null where its file no longer has it.</param>
public sealed record AuditLine(
    IReadOnlyList<AuditTable> Tables, IReadOnlyList<AuditSource> Sources, string? Claim, IReadOnlyList<AuditLog> Logs);
