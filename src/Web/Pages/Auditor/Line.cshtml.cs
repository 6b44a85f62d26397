using System.Text;
using MedicaidLogs.Billing.AuditPacks;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Web.Auditing;
using MedicaidLogs.Web.Closing;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Auditor;

/// <summary>One claim line with everything behind it: what its audit pack holds.</summary>
public sealed class LineModel(NpgsqlDataSource database, Visit visit, RecordReads reads, IMinutesLedger ledger, TimeProvider clock) : PageModel
{
    /// <summary>A table of more columns is shown row by row.</summary>
    public const int MostColumns = 8;

    private const string UserPrefix = "user:";

    private Actors _who = null!;

    public AuditPack Pack { get; private set; } = null!;

    public AuditLine Line { get; private set; } = null!;

    public long ClaimId { get; private set; }

    public int LineNumber { get; private set; }

    public async Task<IActionResult> OnGetAsync(long claimId, int lineNumber, CancellationToken cancellationToken)
    {
        if (await AuditPackDownload.FindAsync(database, clock, visit.District, visit.User, claimId, lineNumber, cancellationToken) is not { } pack)
        {
            return NotFound();
        }

        (Pack, ClaimId, LineNumber, visit.Month) = (pack, claimId, lineNumber, pack.ServiceMonth);
        Line = await pack.ReadAsync(ledger, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        _who = await Actors.OfAsync(
            connection, visit.User.DistrictId,
            Line.Tables.SelectMany(table => table.Rows).SelectMany(row => row.Cells).Select(cell => cell.Text).Where(IsUser), cancellationToken);
        reads.Of("claim", claimId, pack.StudentId);
        foreach (var entryId in pack.EntryIds)
        {
            reads.Entry(entryId, pack.StudentId);
        }

        return Page();
    }

    /// <summary>The columns of a row that say something, as people read them.</summary>
    public IEnumerable<(Column Column, string Text)> Said(AuditTable table, ReportRow row) =>
        table.Columns.Select((column, index) => (Column: column, Text: TextOf(column, row.Cells[index]))).Where(each => each.Text.Length > 0);

    public string TextOf(Column column, Cell cell)
    {
        var text = cell.In(column.Kind) ?? "";
        return IsUser(text) ? _who[text] : cell.Number is null ? StoredText.Of(Actors.Said(text), visit.District.Zone) : text;
    }

    /// <summary>As UTF-8; what is none is shown by its mark.</summary>
    public static string TextOf(AuditSource source) => Encoding.UTF8.GetString(source.Bytes);

    private static bool IsUser(string? text) => text?.StartsWith(UserPrefix, StringComparison.Ordinal) is true;
}
