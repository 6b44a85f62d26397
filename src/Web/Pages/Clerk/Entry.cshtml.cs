using System.Data;
using System.Globalization;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Queue;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>One entry: what was logged, what is wrong with it, what the plan says, and the form that corrects it.</summary>
public sealed class EntryModel(
    NpgsqlDataSource database, Visit visit, RecordReads reads, CorrectionService corrections, DecisionService decisions, TimeProvider clock) : PageModel
{
    public EntryRecord Record { get; private set; } = null!;

    public CorrectionForm Form { get; private set; } = null!;

    /// <summary>What the payer said of it; null where it did not send it back.</summary>
    public SentBack? SentBack { get; private set; }

    /// <summary>The list that the person walks through; null where they came from elsewhere.</summary>
    public ListFilter? List { get; private set; }

    /// <summary>Where it stands in that list, or would stand if it has left it.</summary>
    public ListPlace? Place { get; private set; }

    public long? PreviousId => Place?.PreviousId;

    public long? NextId => Place?.NextId;

    /// <summary>Someone saved another version while this form was open.</summary>
    public bool IsStale => OpenedVersion != Form.Version;

    /// <summary>The version that the person had before them.</summary>
    public int OpenedVersion { get; private set; }

    /// <summary>Other entries that changed with the action before.</summary>
    public IReadOnlyList<ChangedSibling> Siblings { get; private set; } = [];

    /// <summary>A decision that was not taken, as it was typed.</summary>
    public DecisionForm? Typed { get; private set; }

    /// <summary>Why it was not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The other entry that a finding names, of which this one may be a duplicate.</summary>
    public long? SuggestedOriginal => Record.Findings.FirstOrDefault(finding => finding.RecordKind == "entry")?.RecordId;

    public string FirstOverrideDay => Iso(visit.District.Today(clock));

    public string LastOverrideDay => Iso(visit.District.Today(clock).AddDays(Record.Rules.OverrideDays));

    /// <summary>Where the entry stands in its list is asked for by a page that is shown, and not by a form that leads on.</summary>
    [NonHandler] // its name would make it one, of a method PAGE
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if ((await next()).Result is PageResult && Place is null && List is { } list)
        {
            await PlaceAsync(Record.Entry.EntryId, list, HttpContext.RequestAborted);
        }
    }

    public async Task<IActionResult> OnGetAsync(long entryId, CancellationToken cancellationToken)
    {
        await FindListAsync(entryId, cancellationToken);
        var place = List is { } list ? PlaceAsync(entryId, list, cancellationToken) : Task.CompletedTask; // beside the record, by a connection of its own
        var isFound = await LoadAsync(entryId, cancellationToken);
        await place;
        if (!isFound)
        {
            return NotFound();
        }

        Form = CorrectionForm.Of(Record.Logged);
        OpenedVersion = Form.Version;
        await LoadSiblingsAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostDecideAsync(long entryId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(entryId, cancellationToken))
        {
            return NotFound();
        }

        Form = CorrectionForm.Of(Record.Logged);
        Typed = DecisionForm.Read(Request.Form);
        OpenedVersion = Record.Earlier.Any(earlier => earlier.Version == Typed.Version) ? Typed.Version : Form.Version;
        if (Typed.Decision(out var problem) is not { } decision)
        {
            Refusal = problem;
            return Page();
        }

        var (outcome, siblings) = await decisions.DecideAsync(
            visit.User.DistrictId, new(entryId, Typed.Version), decision, visit.User.Role,
            new ChangeContext(visit.User.Actor, clock.GetUtcNow(), Typed.Reason), cancellationToken);
        return outcome switch
        {
            EntryDecisionOutcome.Done or EntryDecisionOutcome.Already => GoOn(DecisionNote.Of(entryId, decision, outcome, siblings), siblings),
            EntryDecisionOutcome.NotFound => NotFound(),
            EntryDecisionOutcome.Refused refused => Refused(refused.Why),
            EntryDecisionOutcome.Frozen { Sent: true } => Refused("It is billed on a claim that went out. Have the claim voided first, or correct the entry: then a replacement is proposed."),
            EntryDecisionOutcome.Frozen => Refused("It is frozen by its month's close or on a claim that is not released yet."),
            _ => await ChangedMeanwhileAsync(entryId, cancellationToken),
        };
    }

    public async Task<IActionResult> OnPostAsync(long entryId, CancellationToken cancellationToken)
    {
        // Who is led on is shown nothing of the record, so that it is not read here.
        if (await OpenAsync(entryId, cancellationToken) is not { } of)
        {
            return NotFound();
        }

        await FindListAsync(entryId, cancellationToken);
        var reason = CorrectionForm.ReasonOf(Request.Form);
        if (reason.Length is 0 or > CorrectionForm.MostReasonCharacters)
        {
            return await AgainAsync(
                entryId, new() { [CorrectionForm.ReasonField] = $"Say in at most {CorrectionForm.MostReasonCharacters} characters why you change it." }, cancellationToken);
        }

        var outcome = await corrections.CorrectAsync(
            visit.User.DistrictId, entryId, CorrectionForm.VersionOf(Request.Form), log => CorrectionForm.ChangesOf(Request.Form, log),
            new ChangeContext(visit.User.Actor, clock.GetUtcNow(), reason), of, visit.Month, cancellationToken);
        return outcome switch
        {
            CorrectionOutcome.Corrected corrected => GoOn(
                (Then == WayOn.Next ? $"Entry {entryId}: " : "") + CorrectionNote.Of(corrected), corrected.SiblingsChanged),
            CorrectionOutcome.Invalid invalid => await AgainAsync(entryId, new(invalid.Problems), cancellationToken),
            CorrectionOutcome.NotFound => NotFound(),
            _ => await AnewAsync(entryId, cancellationToken), // stale or frozen since it was opened
        };
    }

    public IEnumerable<Finding> FindingsOn(string field) => Record.Findings.Where(finding => finding.Field == field);

    /// <summary>A role and a finding that the pack lets be overridden, on an entry that is not billed.</summary>
    public bool MayOverride(Finding finding) =>
        finding is { FoundAs: null, Severity: not Severity.Warn } && !Record.Frozen && Record.SentOn is null
        && Record.Rules.OverrideCodes.Contains(finding.Code) && Record.Rules.OverrideRoles.Contains(visit.User.Role);

    /// <summary>This page's address with the list that the person walks through.</summary>
    /// <param name="handler">Null: the correction's.</param>
    public string AddressOf(string? handler)
    {
        var query = Request.Query.Where(part => part.Key != "handler").Append(new("handler", handler));
        return QueryHelpers.AddQueryString(Request.Path, query.Where(part => part.Value.Count > 0 && part.Value != StringValues.Empty));
    }

    private string Then => Request.Form[DecisionForm.ThenField].ToString();

    /// <summary>To the next entry, or back to the list where the person was at its end; else this page anew.</summary>
    private RedirectResult GoOn(string said, IReadOnlyList<long> siblings)
    {
        TempData[Flash.Key] = said;
        TempData[ChangedSibling.Key] = ChangedSibling.TextOf(siblings);
        return Redirect(Then == WayOn.Next && List is { } list ? NextId is { } next ? list.AddressOf(next) : list.Address : AddressOf(null));
    }

    private PageResult Refused(string why)
    {
        Refusal = why;
        return Page();
    }

    private async Task<IActionResult> ChangedMeanwhileAsync(long entryId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(entryId, cancellationToken))
        {
            return NotFound();
        }

        Form = CorrectionForm.Of(Record.Logged);
        return Refused("Someone else changed this entry while you had it open. What you typed is kept: look the entry over and decide again.");
    }

    private async Task LoadSiblingsAsync(CancellationToken cancellationToken)
    {
        if (TempData[ChangedSibling.Key] is not string { Length: > 0 } ids)
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Siblings = await ChangedSibling.LoadAsync(connection, visit.User.DistrictId, visit.User.Schools, ids, cancellationToken);
        foreach (var sibling in Siblings)
        {
            reads.Entry(sibling.EntryId, sibling.StudentId);
        }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The form as it was sent, with what is wrong with it.</summary>
    private async Task<IActionResult> AgainAsync(long entryId, Dictionary<string, string> problems, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(entryId, cancellationToken))
        {
            return NotFound();
        }

        Form = CorrectionForm.Read(Request.Form, Record.Logged);
        OpenedVersion = Form.Version;
        foreach (var (field, problem) in problems)
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

        Form = CorrectionForm.Read(Request.Form, Record.Logged);
        OpenedVersion = Form.Version;
        Form = Form.Over(Record.Logged);
        return Page();
    }

    private async Task PlaceAsync(long entryId, ListFilter list, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Place = await EntryList.PlaceAsync(connection, visit.District, list, entryId, visit.District.Today(clock), cancellationToken);
    }

    /// <summary>Whether it is a correction of what went out, as the person was told; null where the entry is not theirs to see.</summary>
    /// <remarks>Who opened the form before the claim went out has not read what that means: they are shown the page anew.</remarks>
    private async Task<CorrectionOf?> OpenAsync(long entryId, CancellationToken cancellationToken)
    {
        var told = Request.Form[CorrectionForm.SentOnField].ToString();
        if (told.Length == 0 && visit.User.Schools is null)
        {
            return CorrectionOf.Open;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return await LoggedVersions.FindAsync(moment, visit.User.DistrictId, visit.User.Schools, entryId, visit.Month, cancellationToken) is not { } logged ? null
            : told.Length > 0 && told == await logged.SentOnAsync(moment, visit.User.DistrictId, cancellationToken) ? CorrectionOf.SentClaim
            : CorrectionOf.Open;
    }

    /// <summary>The list that the person walks through, and where the entry stands in it as long as it was not changed.</summary>
    private async Task FindListAsync(long entryId, CancellationToken cancellationToken)
    {
        if (List is not null || !Request.Query.ContainsKey("tab"))
        {
            return;
        }

        List = ListFilter.From(Request.Query, visit.Month, TempData.Peek(ListFilter.SearchKey) as string) with { Schools = visit.User.Schools };
        if (HttpMethods.IsPost(Request.Method) && Then == WayOn.Next)
        {
            await PlaceAsync(entryId, List, cancellationToken); // before it is corrected: its value may move it
        }
    }

    private async Task<bool> LoadAsync(long entryId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await EntryRecord.FindAsync(connection, database, visit.District, visit.User.Schools, entryId, visit.Month, cancellationToken) is not { } record)
        {
            return false;
        }

        Record = record;
        reads.Entry(entryId, record.Names.StudentId);
        var month = EntryWriter.MonthOf(record.Entry.Date);
        SentBack = (await SentBack.OfEntriesAsync(connection, visit.User.DistrictId, month, [entryId], cancellationToken)).GetValueOrDefault(entryId);
        await FindListAsync(entryId, cancellationToken);
        if (List is null)
        {
            visit.Month = month;
        }

        return true;
    }
}
