using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Students;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>One student: what runs out, what blocks entries, the plan, the papers, and how the months went.</summary>
public sealed class StudentModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public StudentRecord Record { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(long studentId, CancellationToken cancellationToken) =>
        await LoadAsync(studentId, cancellationToken) ? Page() : NotFound();

    private async Task<bool> LoadAsync(long studentId, CancellationToken cancellationToken)
    {
        Today = visit.District.Today(clock);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await StudentRecord.FindAsync(connection, visit.District, studentId, visit.Month, Today, cancellationToken) is not { } record)
        {
            return false;
        }

        Record = record;
        reads.Student(studentId);
        return true;
    }
}
