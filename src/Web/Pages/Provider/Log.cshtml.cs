using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Web.Logging;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Provider;

/// <summary>A provider logs a session of one student or of a group. Whatever button is pressed, what was typed is kept as a draft first.</summary>
public sealed class LogModel(NpgsqlDataSource database, Visit visit, RecordReads reads, SessionLogging logging, TimeProvider clock) : PageModel
{
    /// <summary>What a signature mends is no fault before it is given.</summary>
    private static readonly string[] _ofSigning = [Unsigned.Code, NotCosigned.Code];

    public Guid FormId { get; private set; }

    public SessionForm Form { get; private set; } = SessionForm.Empty;

    /// <summary>It is kept already, and opens under an address of its own.</summary>
    public bool IsDraft { get; private set; }

    public LogDesk Desk { get; private set; } = null!;

    /// <summary>To start from; on an empty form alone.</summary>
    public IReadOnlyList<PastSession> Lately { get; private set; } = [];

    /// <summary>What the checks would say; null where nobody asked.</summary>
    public LoggingOutcome.Logged? Preview { get; private set; }

    public IReadOnlyDictionary<FormField, string> Problems { get; private set; } = new Dictionary<FormField, string>();

    /// <summary>The version that the page shows.</summary>
    public int Seen { get; private set; }

    /// <summary>What was saved elsewhere since the page was opened, and how it differs; null where nothing was.</summary>
    public (FormDraft Kept, IReadOnlyList<FormDifference> Differences)? Elsewhere { get; private set; }

    private FormSender Sender => new(visit.User.DistrictId, visit.User.OwnProviderId, visit.User.UserId, FormId, Seen);

    private DateOnly Today => visit.District.Today(clock);

    /// <param name="copy">An own entry to log another session like.</param>
    /// <param name="day">The day to begin with; today without.</param>
    public async Task<IActionResult> OnGetAsync(Guid? formId, long? copy, DateOnly? day, string[] add, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (formId is { } known)
        {
            return await OpenAsync(connection, known, cancellationToken);
        }

        FormId = Guid.NewGuid();
        Form = copy is { } entryId
            ? await PastSession.CopyAsync(connection, visit.User.DistrictId, visit.User.OwnProviderId, entryId, day ?? Today, cancellationToken) ?? SessionForm.Empty
            : SessionForm.Empty.With(LogField.Date, PastSession.Text(day ?? Today)).With(LogField.Telehealth, "no");
        if (copy is not null && Form.Students.Count == 0)
        {
            return NotFound();
        }

        await LoadAsync(connection, cancellationToken);
        Form = Desk.Add(Form, add);
        if (Form.Students.Count == 0)
        {
            Lately = await PastSession.LatelyAsync(connection, visit.User.DistrictId, visit.User.OwnProviderId, Today, cancellationToken);
            foreach (var studentId in Lately.SelectMany(session => session.StudentIds))
            {
                reads.Student(studentId);
            }
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? formId, CancellationToken cancellationToken)
    {
        if ((formId ?? IdOf(Request.Form[LogFormFields.FormId])) is not { } id)
        {
            return BadRequest();
        }

        FormId = id;
        Seen = int.TryParse(Request.Form[LogFormFields.Seen], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var kept = await FormDraft.FindAsync(connection, visit.User.DistrictId, visit.User.OwnProviderId, id, cancellationToken);
        if (kept is null && formId is not null)
        {
            return NotFound();
        }

        if (kept is { Posted: true })
        {
            return Done("It was posted before, and once.");
        }

        Form = Request.Form.ContainsKey(LogField.Date) ? LogFormFields.Read(Request.Form) : kept?.Form ?? SessionForm.Empty;
        await LoadAsync(connection, cancellationToken);
        return await ActAsync(Request.Form[LogFormFields.Act].ToString().Split('-'), cancellationToken);
    }

    public IReadOnlyList<Finding> FindingsOf(int student) =>
        Preview is null ? [] : [.. Preview.Sessions[student].Findings.Where(finding => !_ofSigning.Contains(finding.Code))];

    public FieldInput Input(string field, int? student = null)
    {
        var at = new FormField(student, field);
        var value = student is { } own ? Form.TextOf(own, field) : Form.SharedText(field);
        var number = student is { } of ? Form.TextOf(of, LogField.StudentNumber) : "";
        var found = Preview is null ? []
            : (student is { } one ? FindingsOf(one) : Enumerable.Range(0, Form.Students.Count).SelectMany(FindingsOf))
                .Where(finding => finding.Field == field).DistinctBy(finding => finding.Code).ToList();
        return new(at, value, Desk.ChoicesOf(at, number, value), Problems.GetValueOrDefault(at), found);
    }

    private async Task<IActionResult> ActAsync(string[] act, CancellationToken cancellationToken)
    {
        switch (act)
        {
            case ["discard"]:
                return await logging.DiscardDraftAsync(Sender, cancellationToken) ? Done("The draft is thrown away.") : await NotSavedAsync(cancellationToken);
            case ["remove", var place] when int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var student):
                Form = Form with { Students = [.. Form.Students.Where((_, index) => index != student)] };
                return await SavedAsync("Draft saved.", cancellationToken);
            case ["post"]:
                return await PostAsync(asItIs: false, cancellationToken);
            case ["post", "anyway"]:
                return await PostAsync(asItIs: true, cancellationToken);
            default:
                Form = Desk.WithEnd(Desk.Add(Form, Request.Form[LogFormFields.Add]));
                return await SavedAsync(act is ["add"] ? null : "Draft saved.", cancellationToken);
        }
    }

    /// <summary>Posts what the checks have nothing against; otherwise shows what they have, and posts when the person says so.</summary>
    private async Task<IActionResult> PostAsync(bool asItIs, CancellationToken cancellationToken)
    {
        if (await logging.SaveDraftAsync(Sender, Form, cancellationToken) is not { } version)
        {
            return await NotSavedAsync(cancellationToken);
        }

        Seen = version;
        var outcome = await logging.PreviewAsync(Sender, Form, cancellationToken);
        if (outcome is LoggingOutcome.Logged preview)
        {
            Preview = preview;
            if (!asItIs && Enumerable.Range(0, Form.Students.Count).Any(student => FindingsOf(student).Count > 0))
            {
                IsDraft = true;
                return Page();
            }

            outcome = await logging.PostAsync(Sender, Form, cancellationToken);
        }

        switch (outcome)
        {
            case LoggingOutcome.Logged logged:
                return Done($"Posted {Show.Count(logged.Sessions.Count, "session", "sessions")}. What was held waits for your signature.");
            case LoggingOutcome.LoggedBefore or LoggingOutcome.Changed:
                return await NotSavedAsync(cancellationToken);
            case LoggingOutcome.Incomplete incomplete:
                (Problems, IsDraft) = (Asking(incomplete.Problems), true);
                return Page();
            default:
                return NotFound();
        }
    }

    /// <summary>Where the end alone is missing of the times, the plan's minutes stand there to be looked at.</summary>
    private Dictionary<FormField, string> Asking(IReadOnlyDictionary<FormField, string> problems)
    {
        var (end, asking) = (new FormField(null, LogField.End), problems.ToDictionary());
        Form = Desk.WithEnd(Form);
        if (asking.ContainsKey(end) && Form.SharedText(LogField.End).Length > 0)
        {
            asking[end] = "Filled in from the plan. Correct it if the session ended at another time.";
        }

        return asking;
    }

    private async Task<IActionResult> SavedAsync(string? said, CancellationToken cancellationToken)
    {
        if (await logging.SaveDraftAsync(Sender, Form, cancellationToken) is null)
        {
            return await NotSavedAsync(cancellationToken);
        }

        if (said is not null)
        {
            TempData[Flash.Key] = said;
        }

        return Redirect($"/provider/log/{FormId:D}");
    }

    /// <summary>Posted or saved elsewhere meanwhile. What was typed stays on the page, which tells what differs, and saves over it when asked again.</summary>
    private async Task<IActionResult> NotSavedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        switch (await FormDraft.FindAsync(connection, visit.User.DistrictId, visit.User.OwnProviderId, FormId, cancellationToken))
        {
            case null:
                return NotFound();
            case { Posted: true }:
                return Done("It was posted before, and once.");
            case var kept:
                (Elsewhere, Seen, IsDraft, Preview) = ((kept, FormDifference.Between(kept.Form, Form, Desk)), kept.Version, true, null);
                return Page();
        }
    }

    private RedirectResult Done(string said)
    {
        TempData[Flash.Key] = said;
        var day = DateOnly.TryParseExact(Form.SharedText(LogField.Date), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var typed) ? typed : Today;
        return Redirect($"/provider?month={Core.Districts.MonthName.Of(day)}");
    }

    private async Task<IActionResult> OpenAsync(NpgsqlConnection connection, Guid formId, CancellationToken cancellationToken)
    {
        if (await FormDraft.FindAsync(connection, visit.User.DistrictId, visit.User.OwnProviderId, formId, cancellationToken) is not { } draft)
        {
            return NotFound();
        }

        (FormId, Form, Seen, IsDraft) = (formId, draft.Form, draft.Version, true);
        if (draft.Posted)
        {
            return Done("It is posted. Its sessions are in your month.");
        }

        await LoadAsync(connection, cancellationToken);
        return Page();
    }

    private async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Desk = await LogDesk.LoadAsync(connection, visit, Form, Today, cancellationToken);
        foreach (var student in Desk.Caseload)
        {
            reads.Student(student.StudentId);
        }
    }

    private static Guid? IdOf(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : null;
}
