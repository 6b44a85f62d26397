using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>The lines of a file that could not be read, to be mended in the source and sent again.</summary>
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class MalformedLinesModel(NpgsqlDataSource database, Visit visit, RecordReads reads) : PageModel
{
    public FileTakenIn Source { get; private set; } = null!;

    public IReadOnlyList<MalformedLine> Lines { get; private set; } = [];

    /// <summary>1 and up.</summary>
    public int PageNumber { get; private set; } = 1;

    public int Pages => Math.Max(1, (Source.RowsMalformed + MalformedLine.PageSize - 1) / MalformedLine.PageSize);

    public async Task<IActionResult> OnGetAsync(long importFileId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FileTakenIn.FindAsync(connection, visit.User.DistrictId, importFileId, cancellationToken) is not { } file)
        {
            return NotFound();
        }

        Source = file;
        reads.Of("import-file", importFileId); // its lines may name students
        PageNumber = int.TryParse(Request.Query["page"], out var number) ? Math.Clamp(number, 1, Pages) : 1;
        Lines = await MalformedLine.OfFileAsync(connection, visit.User.DistrictId, importFileId, PageNumber, cancellationToken);
        return Page();
    }
}
