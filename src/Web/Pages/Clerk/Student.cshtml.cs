using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Records;
using MedicaidLogs.Web.Students;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>One student: what runs out, what blocks entries, the plan, its minutes, the papers, and how the months went; and forms for what comes in on paper.</summary>
public sealed class StudentModel(NpgsqlDataSource database, Visit visit, RecordReads reads, OfficeIntake office, CorrectionService corrections, TimeProvider clock)
    : PageModel
{
    public StudentRecord Record { get; private set; } = null!;

    public StudentMinutes Minutes { get; private set; } = null!;

    public OwedMinutes Owed { get; private set; } = null!;

    public MakeUpForm MakeUp { get; private set; } = new();

    public IReadOnlyList<StudentForm> Forms { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public PackRules Rules => visit.District.RulePack.On(Today);

    public async Task<IActionResult> OnGetAsync(long studentId, CancellationToken cancellationToken) =>
        await LoadAsync(studentId, cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostConsentAsync(long studentId, ConsentForm typed, CancellationToken cancellationToken) =>
        WriteDownAsync(studentId, typed, cancellationToken);

    public Task<IActionResult> OnPostOrderAsync(long studentId, OrderForm typed, CancellationToken cancellationToken) =>
        WriteDownAsync(studentId, typed, cancellationToken);

    public Task<IActionResult> OnPostAuthorizationAsync(long studentId, AuthorizationForm typed, CancellationToken cancellationToken) =>
        WriteDownAsync(studentId, typed, cancellationToken);

    public Task<IActionResult> OnPostEndAsync(long studentId, EndServiceForm typed, CancellationToken cancellationToken) =>
        WriteDownAsync(studentId, typed, cancellationToken);

    /// <summary>Says which missed day a make-up is for: a correction of its session, as the entry's page makes them.</summary>
    public async Task<IActionResult> OnPostMakeUpAsync(long studentId, MakeUpForm typed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(studentId, cancellationToken))
        {
            return NotFound();
        }

        MakeUp = typed;
        if (typed.Read(Owed) is not { } day)
        {
            return Page();
        }

        var changes = new Dictionary<string, string> { [LogField.MakeupFor] = OfficeForm.Iso(day)! };
        var change = new ChangeContext(visit.User.Actor, clock.GetUtcNow(), typed.Why!.Trim());
        return this.BackTo(visit, MakeUpForm.Say(await corrections.CorrectAsync(
            visit.User.DistrictId, typed.EntryId, typed.Version, changes, change, cancellationToken: cancellationToken)));
    }

    private async Task<IActionResult> WriteDownAsync(long studentId, StudentForm typed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(studentId, cancellationToken))
        {
            return NotFound();
        }

        Forms = [.. Forms.Select(form => form.Name == typed.Name ? typed : form)];
        return await this.WriteDownAsync(office, visit, studentId, typed, typed.Read(Record, Rules, Today), cancellationToken);
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
        Owed = await OwedMinutes.LoadAsync(connection, visit.District, record.Head.StudentNumber, visit.Month, Today, cancellationToken);
        Forms = StudentForm.All(record, Rules, Today);
        reads.Student(studentId);
        return true;
    }
}
