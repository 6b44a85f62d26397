using MedicaidLogs.Web.Providers;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>One provider: what runs out, what blocks entries, licences, screenings, supervision, caseload, and how the months went.</summary>
public sealed class ProviderModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public ProviderRecord Record { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(long providerId, CancellationToken cancellationToken) =>
        await LoadAsync(providerId, cancellationToken) ? Page() : NotFound();

    private async Task<bool> LoadAsync(long providerId, CancellationToken cancellationToken)
    {
        Today = visit.District.Today(clock);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ProviderRecord.FindAsync(connection, visit.District, providerId, visit.Month, Today, cancellationToken) is not { } record)
        {
            return false;
        }

        Record = record;
        foreach (var student in record.Caseload)
        {
            reads.Student(student.StudentId);
        }

        return true;
    }
}
