using MedicaidLogs.Web.Finance;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>A row of a student's service grid, and the month's sessions that stand on it.</summary>
public sealed class GridRowModel(NpgsqlDataSource database, Visit visit, RecordReads reads) : PageModel
{
    public GridRowSessions Record { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long gridRowId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await GridRowSessions.FindAsync(connection, visit.User.DistrictId, gridRowId, visit.Month, cancellationToken) is not { } record)
        {
            return NotFound();
        }

        Record = record;
        reads.Of("grid-row", gridRowId, record.Student.StudentId);
        return Page();
    }
}
