using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Queue;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>One entry: what was logged, what is wrong with it, what the plan says, and the form that corrects it.</summary>
public sealed class EntryModel(
    NpgsqlDataSource database, Visit visit, RecordReads reads, CorrectionService corrections, TimeProvider clock) : PageModel
{
    public EntryRecord Record { get; private set; } = null!;

    public CorrectionForm Form { get; private set; } = null!;

    /// <summary>What the payer said of it; null where it did not send it back.</summary>
    public SentBack? SentBack { get; private set; }

    /// <summary>The list that the person walks through; null where they came from elsewhere.</summary>
    public ListFilter? List { get; private set; }

    public long? PreviousId { get; private set; }

    public long? NextId { get; private set; }

    /// <summary>Someone saved another version while this form was open.</summary>
    public bool IsStale => OpenedVersion != Form.Version;

    /// <summary>The version that the person had before them.</summary>
    public int OpenedVersion { get; private set; }

    public async Task<IActionResult> OnGetAsync(long entryId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(entryId, cancellationToken))
        {
            return NotFound();
        }

        Form = CorrectionForm.Of(Record);
        OpenedVersion = Form.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long entryId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(entryId, cancellationToken))
        {
            return NotFound();
        }

        Form = CorrectionForm.Read(Request.Form, Record);
        OpenedVersion = Form.Version;
        if (Form.Reason.Length is 0 or > CorrectionForm.MostReasonCharacters)
        {
            Form.Problems[CorrectionForm.ReasonField] = $"Say in at most {CorrectionForm.MostReasonCharacters} characters why you change it.";
            return Page();
        }

        // Who opened the form before the claim went out has not read what that means: they are shown the page anew.
        var of = Record.SentOn is { } claim && Request.Form[CorrectionForm.SentOnField] == claim ? CorrectionOf.SentClaim : CorrectionOf.Open;
        var outcome = await corrections.CorrectAsync(
            visit.User.DistrictId, entryId, Form.Version, Form.Changes(Record),
            new ChangeContext(visit.User.Actor, clock.GetUtcNow(), Form.Reason), of, cancellationToken);
        return outcome switch
        {
            CorrectionOutcome.Corrected corrected => Saved(corrected),
            CorrectionOutcome.Invalid invalid => Again(invalid),
            CorrectionOutcome.NotFound => NotFound(),
            _ => await AnewAsync(entryId, cancellationToken), // stale or frozen since it was opened
        };
    }

    public IEnumerable<Finding> FindingsOn(string field) => Record.Findings.Where(finding => finding.Field == field);

    private RedirectResult Saved(CorrectionOutcome.Corrected corrected)
    {
        TempData[Flash.Key] = CorrectionNote.Of(corrected);
        return Redirect(Request.Path + Request.QueryString);
    }

    private PageResult Again(CorrectionOutcome.Invalid invalid)
    {
        foreach (var (field, problem) in invalid.Problems)
        {
            Form.Problems[field] = problem;
        }

        return Page();
    }

    /// <summary>The entry as it stands now, with this person's words laid over it.</summary>
    private async Task<IActionResult> AnewAsync(long entryId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(entryId, cancellationToken))
        {
            return NotFound();
        }

        Form = Form.Over(Record);
        return Page();
    }

    private async Task<bool> LoadAsync(long entryId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await EntryRecord.FindAsync(connection, visit.District, entryId, cancellationToken) is not { } record)
        {
            return false;
        }

        Record = record;
        reads.Entry(entryId, record.Names.StudentId);
        var month = EntryWriter.MonthOf(record.Entry.Date);
        SentBack = await SentBack.OfEntryAsync(connection, visit.User.DistrictId, month, entryId, cancellationToken);
        if (Request.Query.ContainsKey("tab"))
        {
            List = ListFilter.From(Request.Query, visit.Month);
            (PreviousId, NextId) = await EntryList.NeighboursAsync(
                connection, visit.User.DistrictId, List, entryId, record.Verdict.ValueCents, cancellationToken);
        }
        else
        {
            visit.Month = month;
        }

        return true;
    }
}
