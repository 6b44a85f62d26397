using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Providers;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Records;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>One provider: what runs out, what blocks entries, licences, screenings, supervision, caseload, months; and the form for a licence.</summary>
public sealed class ProviderModel(NpgsqlDataSource database, Visit visit, RecordReads reads, OfficeIntake office, TimeProvider clock) : PageModel
{
    public ProviderRecord Record { get; private set; } = null!;

    public LicenceForm Licence { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(long providerId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(providerId, cancellationToken))
        {
            return NotFound();
        }

        Licence = LicenceForm.Renewing(Record.Credentials);
        return Page();
    }

    public async Task<IActionResult> OnPostLicenceAsync(long providerId, LicenceForm typed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(providerId, cancellationToken))
        {
            return NotFound();
        }

        Licence = typed;
        if (typed.Read(visit.District.RulePack.On(Today), Today) is not { } licence)
        {
            return Page();
        }

        switch (await office.WriteAsync(visit.User.DistrictId, providerId, licence, typed.FormId, visit.User.Actor, typed.Why!.Trim(), cancellationToken))
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

    private async Task<bool> LoadAsync(long providerId, CancellationToken cancellationToken)
    {
        Today = visit.District.Today(clock);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ProviderRecord.FindAsync(connection, visit.District, visit.User.Schools, providerId, visit.Month, Today, cancellationToken) is not { } record)
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
