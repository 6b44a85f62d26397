using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Web.Calendar;
using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Logging;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Provider;

/// <summary>A provider's own session: what the checks and the office say of it, and the forms that correct it or answer.</summary>
public sealed class SessionModel(
    NpgsqlDataSource database, Visit visit, RecordReads reads, CorrectionService corrections, ReturnedEntries returns, TimeProvider clock) : PageModel
{
    /// <summary>The answer's field.</summary>
    public const string Answer = "answer";

    /// <summary>What is the provider's to say; whose session it is, the office corrects.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        LogField.Date, LogField.Start, LogField.End, LogField.Attendance, LogField.MinutesAway, LogField.Service, LogField.Mode, LogField.Place,
        LogField.Telehealth, LogField.MakeupFor, LogField.Vehicle, LogField.Objective, LogField.Activity, LogField.Progress, LogField.Note,
    ];

    public EntryRecord Record { get; private set; } = null!;

    public CorrectionForm Form { get; private set; } = null!;

    /// <summary>What the office asks; null where it has not returned the session.</summary>
    public ReturnedEntry? Returned { get; private set; }

    /// <summary>The version that the person had before them.</summary>
    public int OpenedVersion { get; private set; }

    /// <summary>Someone saved another version while this form was open.</summary>
    public bool IsStale => OpenedVersion != Form.Version;

    /// <summary>Closed with its month or billed: the office alone can have it changed.</summary>
    public bool IsFrozen => Record.Frozen || Record.SentOn is not null;

    public async Task<IActionResult> OnGetAsync(long entryId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(entryId, cancellationToken))
        {
            return NotFound();
        }

        Form = CorrectionForm.Of(Record.Logged);
        OpenedVersion = Form.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long entryId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(entryId, cancellationToken))
        {
            return NotFound();
        }

        Form = CorrectionForm.Read(Request.Form, Record.Logged);
        OpenedVersion = Form.Version;
        if (Form.Reason.Length is 0 or > CorrectionForm.MostReasonCharacters)
        {
            Form.Problems[CorrectionForm.ReasonField] = $"Say in at most {CorrectionForm.MostReasonCharacters} characters why you change it.";
            return Page();
        }

        var outcome = await corrections.CorrectAsync(
            visit.User.DistrictId, entryId, Form.Version,
            log => CorrectionForm.ChangesOf(Request.Form, log).Where(change => Fields.Contains(change.Key)).ToDictionary(),
            new ChangeContext(visit.User.Actor, clock.GetUtcNow(), Form.Reason), likelyMonth: visit.Month, cancellationToken: cancellationToken);
        switch (outcome)
        {
            case CorrectionOutcome.Corrected corrected:
                TempData[Flash.Key] = CorrectionNote.Of(corrected);
                return Redirect(Request.Path);
            case CorrectionOutcome.Invalid invalid:
                foreach (var (field, problem) in invalid.Problems)
                {
                    Form.Problems[field] = problem;
                }

                return Page();
            default: // stale or frozen since it was opened: as it stands now, with this person's words laid over it
                if (!await LoadAsync(entryId, cancellationToken))
                {
                    return NotFound();
                }

                Form = Form.Over(Record.Logged);
                return Page();
        }
    }

    public async Task<IActionResult> OnPostAnswerAsync(long entryId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(entryId, cancellationToken))
        {
            return NotFound();
        }

        var answer = LoggedField.Normal(Request.Form[Answer].ToString());
        Form = CorrectionForm.Of(Record.Logged);
        OpenedVersion = Form.Version;
        if (answer.Length is 0 or > EntryDecision.MostReasonCharacters)
        {
            Form.Problems[Answer] = $"Answer in at most {EntryDecision.MostReasonCharacters} characters.";
            return Page();
        }

        var answered = Returned is not null && await returns.AnswerAsync(
            visit.User.DistrictId, visit.User.OwnProviderId, Returned.DecisionId, new(visit.User.Actor, clock.GetUtcNow(), answer), cancellationToken);
        TempData[Flash.Key] = answered ? "Your answer is with the office." : "It was answered before, or waits for you no more.";
        return Redirect(Request.Path);
    }

    public IEnumerable<Finding> FindingsOn(string field) => Record.Findings.Where(finding => finding.Field == field);

    public FieldInput Input(string field)
    {
        var value = Form.Texts[field];
        var known = LoggedField.ByName[field];
        return new(
            new(null, field), value, known.Kind == FieldKind.Choice ? [.. Record.Choices.Of(field, value)] : null,
            Form.Problems.GetValueOrDefault(field), [.. FindingsOn(field)]);
    }

    private async Task<bool> LoadAsync(long entryId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (districtId, providerId) = (visit.User.DistrictId, visit.User.OwnProviderId);
        if (!await CalendarSession.IsOwnAsync(connection, districtId, providerId, entryId, cancellationToken)
            || await EntryRecord.FindAsync(connection, database, visit.District, null, entryId, visit.Month, cancellationToken) is not { } record)
        {
            return false;
        }

        Record = record;
        reads.Entry(entryId, record.Names.StudentId);
        visit.Month = EntryWriter.MonthOf(record.Entry.Date);
        Returned = (await ReturnedEntries.OfProviderAsync(connection, districtId, providerId, cancellationToken))
            .FirstOrDefault(returned => returned.EntryId == entryId);
        return true;
    }
}
