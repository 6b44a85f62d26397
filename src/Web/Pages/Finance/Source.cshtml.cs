using MedicaidLogs.Web.Finance;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>The lines of files that a session came in.</summary>
public sealed class SourceModel(NpgsqlDataSource database, Visit visit, RecordReads reads) : PageModel
{
    public IReadOnlyList<EntrySource> Sources { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long entryId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Sources = await EntrySource.OfEntryAsync(connection, visit.User.DistrictId, entryId, cancellationToken);
        if (Sources.Count == 0)
        {
            return NotFound();
        }

        visit.Month = new(Sources[^1].ServiceDate.Year, Sources[^1].ServiceDate.Month, 1);
        foreach (var source in Sources)
        {
            reads.Entry(entryId, source.StudentId);
        }

        return Page();
    }
}
