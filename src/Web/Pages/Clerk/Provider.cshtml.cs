using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Ingest.Screening;
using MedicaidLogs.Web.Providers;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Records;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>One provider: what runs out, what blocks entries, licences, screenings, supervision, caseload, months; and forms for what comes in on paper.</summary>
public sealed class ProviderModel(
    NpgsqlDataSource database, Visit visit, RecordReads reads, OfficeIntake office, ScreeningDecisions screenings, TimeProvider clock) : PageModel
{
    public ProviderRecord Record { get; private set; } = null!;

    public IReadOnlyList<ProviderForm> Forms { get; private set; } = [];

    public ScreeningForm Screening { get; private set; } = new();

    public DateOnly Today { get; private set; }

    public PackRules Rules => visit.District.RulePack.On(Today);

    public async Task<IActionResult> OnGetAsync(long providerId, CancellationToken cancellationToken) =>
        await LoadAsync(providerId, cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostLicenceAsync(long providerId, LicenceForm typed, CancellationToken cancellationToken) =>
        WriteDownAsync(providerId, typed, cancellationToken);

    public Task<IActionResult> OnPostSupervisionAsync(long providerId, SupervisionForm typed, CancellationToken cancellationToken) =>
        WriteDownAsync(providerId, typed, cancellationToken);

    public async Task<IActionResult> OnPostScreeningAsync(long providerId, ScreeningForm typed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(providerId, cancellationToken))
        {
            return NotFound();
        }

        Screening = typed;
        if (!typed.Read())
        {
            return Page();
        }

        return await screenings.DecideAsync(
            visit.User.DistrictId, visit.Month, Record.Head.ProviderNumber, typed.IsExcluded, typed.Why!.Trim(), visit.User.Actor, cancellationToken) switch
        {
            DecisionOutcome.Decided decided => this.BackTo(visit, OfficeNote.Of(decided.Entries, "Decided")),
            _ => this.BackTo(visit, "Nothing was left to decide so."),
        };
    }

    private async Task<IActionResult> WriteDownAsync(long providerId, ProviderForm typed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(providerId, cancellationToken))
        {
            return NotFound();
        }

        Forms = [.. Forms.Select(form => form.Name == typed.Name ? typed : form)];
        return await this.WriteDownAsync(office, visit, providerId, typed, typed.Read(Record, Rules, Today), cancellationToken);
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
        Forms = ProviderForm.All(record);
        foreach (var student in record.Caseload)
        {
            reads.Student(student.StudentId);
        }

        return true;
    }
}
