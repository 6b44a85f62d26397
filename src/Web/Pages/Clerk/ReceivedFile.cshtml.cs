using System.Globalization;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Web.Closing;
using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using MalformedLine = MedicaidLogs.Web.Months.MalformedLine;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>A file and what became of it: its lines that could not be read are to be mended in their source and sent again.</summary>
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class ReceivedFileModel(NpgsqlDataSource database, Visit visit, RecordReads reads, FileIntake intake) : PageModel
{
    public FileTakenIn Source { get; private set; } = null!;

    public string ReceivedBy { get; private set; } = "";

    public IReadOnlyList<MalformedLine> Lines { get; private set; } = [];

    /// <summary>1 and up.</summary>
    public int PageNumber { get; private set; } = 1;

    public int Pages => Math.Max(1, (Source.RowsMalformed + MalformedLine.PageSize - 1) / MalformedLine.PageSize);

    public static string ColumnsOf(long importFileId) => $"{FilesModel.AddressOf(importFileId)}/columns";

    public async Task<IActionResult> OnGetAsync(long importFileId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!await FindAsync(connection, importFileId, cancellationToken))
        {
            return NotFound();
        }

        reads.Of("import-file", importFileId); // its lines may name students
        PageNumber = int.TryParse(Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, Pages) : 1;
        Lines = await MalformedLine.OfFileAsync(connection, visit.User.DistrictId, importFileId, PageNumber, cancellationToken);
        ReceivedBy = (await Actors.OfAsync(connection, visit.User.DistrictId, [Source.ReceivedBy], cancellationToken))[Source.ReceivedBy];
        return Page();
    }

    /// <summary>The malformed lines for whoever made the file.</summary>
    public async Task<IActionResult> OnGetCsvAsync(long importFileId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!await FindAsync(connection, importFileId, cancellationToken))
        {
            return NotFound();
        }

        reads.Of("import-file", importFileId);
        var columns = new Columns<MalformedLine>()
            .Number("line", "Line", line => line.LineNumber)
            .Text("reason", "What is wrong", line => line.Reason)
            .Text("text", "The line as it came", line => line.Text);
        var report = columns.Report(
            $"Malformed lines of {Source.FileName}", visit.District.Name,
            MalformedLine.AllAsync(connection, visit.User.DistrictId, importFileId).Select(columns.Row));
        var spool = FileStore.NewSpool(); // deleted when the answer is sent
        await report.WriteAsync(ReportFormat.Csv, spool, cancellationToken);
        spool.Position = 0;
        return File(spool, ReportFormat.Csv.ContentType(), string.Create(CultureInfo.InvariantCulture, $"malformed-lines-of-file-{importFileId}.csv"));
    }

    public async Task<IActionResult> OnPostSettleAsync(long importFileId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!await FindAsync(connection, importFileId, cancellationToken))
        {
            return NotFound();
        }

        TempData[Flash.Key] = await intake.SettleAsync(visit.User.DistrictId, importFileId, visit.User.Actor, cancellationToken)
            ? "Settled: nobody is asked about this file any more."
            : "It was settled before.";
        return Redirect($"{FilesModel.Path}?show=todo");
    }

    private async Task<bool> FindAsync(NpgsqlConnection connection, long importFileId, CancellationToken cancellationToken)
    {
        if (await FileTakenIn.FindAsync(connection, visit.User.DistrictId, importFileId, cancellationToken) is not { } file)
        {
            return false;
        }

        Source = file;
        return true;
    }
}
