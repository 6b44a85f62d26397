using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Records;
using MedicaidLogs.Web.Students;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>One student: what runs out, what blocks entries, the plan, its minutes, the papers, and how the months went; and the form for a consent.</summary>
public sealed class StudentModel(NpgsqlDataSource database, Visit visit, RecordReads reads, OfficeIntake office, TimeProvider clock) : PageModel
{
    public StudentRecord Record { get; private set; } = null!;

    public StudentMinutes Minutes { get; private set; } = null!;

    public ConsentForm Consent { get; private set; } = new();

    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(long studentId, CancellationToken cancellationToken) =>
        await LoadAsync(studentId, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostConsentAsync(long studentId, ConsentForm typed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(studentId, cancellationToken))
        {
            return NotFound();
        }

        Consent = typed;
        if (typed.Read(Today) is not { } consent)
        {
            return Page();
        }

        switch (await office.WriteAsync(visit.User.DistrictId, studentId, consent, typed.FormId, visit.User.Actor, typed.Why!.Trim(), cancellationToken))
        {
            case OfficeOutcome.Written written:
                TempData[Flash.Key] = OfficeNote.Of(written);
                break;
            case OfficeOutcome.Invalid invalid:
                typed.Problems[""] = invalid.Reason;
                return Page();
            case OfficeOutcome.KnownAlready:
                TempData[Flash.Key] = OfficeNote.KnownAlready;
                break;
            default:
                return NotFound();
        }

        return Redirect($"{Request.Path}?month={Core.Districts.MonthName.Of(visit.Month)}");
    }

    private async Task<bool> LoadAsync(long studentId, CancellationToken cancellationToken)
    {
        Today = visit.District.Today(clock);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await StudentRecord.FindAsync(connection, visit.District, visit.User.Schools, studentId, visit.Month, Today, cancellationToken) is not { } record)
        {
            return false;
        }

        Record = record;
        Minutes = await StudentMinutes.LoadAsync(
            connection, visit.District, record.Head.StudentNumber, visit.Month, Today, cancellationToken);
        reads.Student(studentId);
        return true;
    }
}
