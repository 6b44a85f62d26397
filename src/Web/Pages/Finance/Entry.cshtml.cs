using MedicaidLogs.Web.Finance;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>A session: what a claim line needs of it, its claims, and where its dollars stand.</summary>
public sealed class EntryModel(NpgsqlDataSource database, Visit visit, RecordReads reads) : PageModel
{
    public EntryDollars Record { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long entryId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await EntryDollars.FindAsync(connection, visit.User.DistrictId, entryId, cancellationToken) is not { } record)
        {
            return NotFound();
        }

        Record = record;
        visit.Month = record.Head.ServiceMonth;
        reads.Entry(entryId, record.Head.StudentId);
        return Page();
    }
}
