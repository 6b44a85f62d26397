using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Causes;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.RoundTrip;
using MedicaidLogs.Web.Queue;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>The entries that need a look, tab by tab, and what is done with several of them at once.</summary>
public sealed class RejectedModel(
    NpgsqlDataSource database, Visit visit, RecordReads reads, DecisionService decisions, EntryRecheck recheck, TimeProvider clock) : PageModel
{
    private const string RefusedKey = "rejected.refused";

    public ListFilter Filter { get; private set; } = null!;

    public TabCounts Tabs { get; private set; } = null!;

    public QueueCounts Counts { get; private set; } = null!;

    /// <summary>How many causes the month's rejections have.</summary>
    public int Causes { get; private set; }

    public IReadOnlyList<ListedEntry> Entries { get; private set; } = [];

    public bool HasMore { get; private set; }

    /// <summary>Of the entries listed, what the payer said; only where it sent them back.</summary>
    public IReadOnlyDictionary<long, SentBack> SentBack { get; private set; } = new Dictionary<long, SentBack>();

    /// <summary>What was typed for several entries, where it could not be done.</summary>
    public ChosenEntries? Typed { get; private set; }

    public string? Problem { get; private set; }

    /// <summary>Entries that the act before was not done with, and why.</summary>
    public IReadOnlyList<string> Refused { get; private set; } = [];

    public MoreLinks More => new(
        Filter.After is null ? null : (Filter with { After = null }).Address,
        HasMore ? (Filter with { After = Entries[^1].EntryId }).Address : null);

    /// <summary>An act may take the whole list.</summary>
    public bool MayTakeAll => Filter.Narrows && Counts.Total.Entries is > 1 and <= EntryList.MostAtOnce;

    public bool IsTicked(ListedEntry entry) => Typed?.Entries.Any(seen => seen.EntryId == entry.EntryId) is true;

    public Task OnGetAsync(CancellationToken cancellationToken)
    {
        Refused = (TempData[RefusedKey] as string)?.Split('\n') ?? [];
        return LoadAsync(cancellationToken);
    }

    /// <summary>The whole list as a spreadsheet, to be corrected and sent back.</summary>
    /// <param name="format">csv or xlsx; null: xlsx.</param>
    public async Task<IActionResult> OnGetSheetAsync(string? format, CancellationToken cancellationToken)
    {
        if (!ReportFormats.TryParse(format ?? ReportFormat.Xlsx.Name(), out var written) || written == ReportFormat.Html)
        {
            return NotFound();
        }

        Filter = FilterOf(Request.Query);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var all = await EntryList.AllAsync(
            connection, visit.District, Filter, visit.District.Today(clock), CorrectionSheet.MostEntries, cancellationToken);
        if (all.Count > CorrectionSheet.MostEntries)
        {
            TempData[Flash.Key] = $"A spreadsheet takes at most {Show.Count(CorrectionSheet.MostEntries)} entries: narrow the list first.";
            return Redirect(Filter.Address);
        }

        foreach (var (entryId, _, studentId) in all)
        {
            reads.Entry(entryId, studentId);
        }

        var report = await CorrectionSheet.OfAsync(connection, visit.District, visit.Month, [.. all.Select(each => each.EntryId)], cancellationToken);
        var spool = FileStore.NewSpool(); // deleted when the answer is sent
        await report.WriteAsync(written, spool, cancellationToken);
        spool.Position = 0;
        return File(spool, written.ContentType(), $"entries-to-correct-{Filter.Tab.Key()}-{MonthName.Of(visit.Month)}.{written.Name()}");
    }

    /// <summary>Keeps what is looked for in the sealed cookie: a student's number has no place in an address. Nothing typed ends the search.</summary>
    public IActionResult OnPostFind(string? text)
    {
        var filter = FilterOf(Request.Query);
        TempData[ListFilter.SearchKey] = text;
        return Redirect((filter with { Search = ListFilter.SearchOf(text), After = null }).Address);
    }

    public async Task<IActionResult> OnPostDecideAsync(CancellationToken cancellationToken)
    {
        var chosen = ChosenEntries.Read(Request.Form);
        Filter = FilterOf(Request.Query);
        if ((chosen.Problem ?? (chosen.WholeList ? await TakeWholeListAsync() : await KeepSeenAsync())) is { } problem)
        {
            (Typed, Problem) = (chosen, problem);
            await LoadAsync(cancellationToken);
            return Page();
        }

        TempData[Flash.Key] = chosen.Act == ChosenEntries.CheckAct
            ? await CheckAgainAsync(chosen, cancellationToken)
            : await DecideAsync(chosen, cancellationToken);
        return Redirect(Filter.Address);

        async Task<string?> KeepSeenAsync()
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var seen = await EntryReach.AmongAsync(
                connection, visit.User.DistrictId, visit.User.Schools, [.. chosen.Entries.Select(each => each.EntryId)], cancellationToken);
            chosen = chosen with { Entries = [.. chosen.Entries.Where(each => seen.Contains(each.EntryId))] };
            return chosen.Entries.Count > 0 ? null : "Those entries are not there any more.";
        }

        async Task<string?> TakeWholeListAsync()
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var all = await EntryList.AllAsync(
                connection, visit.District, Filter, visit.District.Today(clock), EntryList.MostAtOnce, cancellationToken);
            chosen = chosen with { Entries = [.. all.Select(each => new EntrySeen(each.EntryId, each.Version))] };
            return all.Count is > 0 and <= EntryList.MostAtOnce
                ? null
                : $"The whole list is {(all.Count == 0 ? "empty by now" : $"more than {Show.Count(EntryList.MostAtOnce)} entries: narrow it first")}.";
        }
    }

    private async Task<string> CheckAgainAsync(ChosenEntries chosen, CancellationToken cancellationToken)
    {
        var changed = await recheck.RunAsync(
            visit.User.DistrictId, [.. chosen.Entries.Select(seen => seen.EntryId)], visit.User.Actor, cancellationToken);
        var freed = changed.Where(change => !change.Before.Billable && change.After.Billable).ToList();
        return $"{Show.Count(chosen.Entries.Count, "entry was", "entries were")} checked again. {Show.Count(changed.Count, "verdict", "verdicts")} changed"
            + (freed.Count == 0 ? "." : $": {Show.Count(freed.Count, "entry is", "entries are")} billable now, {Show.Dollars(freed.Sum(change => change.After.ValueCents))}.");
    }

    private async Task<string> DecideAsync(ChosenEntries chosen, CancellationToken cancellationToken)
    {
        EntryDecision decision = chosen.Act == EntryDecision.ReturnKind ? new EntryDecision.ReturnToProvider() : new EntryDecision.NotBillable();
        var note = new ChosenNote(chosen.Act);
        foreach (var some in chosen.Entries.Chunk(DecisionService.MostAtOnce))
        {
            note.Add(await decisions.DecideManyAsync(
                visit.User.DistrictId, some, decision, visit.User.Role,
                new ChangeContext(visit.User.Actor, clock.GetUtcNow(), chosen.Reason), cancellationToken));
        }

        TempData[RefusedKey] = note.Refused.Count == 0 ? null : string.Join('\n', note.Refused);
        return note.Said;
    }

    private ListFilter FilterOf(IQueryCollection query) => ListFilter.From(query, visit.Month, TempData.Peek(ListFilter.SearchKey) as string) with { Schools = visit.User.Schools };

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Filter = FilterOf(Request.Query);
        var (district, today) = (visit.District, visit.District.Today(clock));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Tabs = await TabCounts.LoadAsync(connection, district.DistrictId, visit.Month, visit.User.Schools, cancellationToken);
        var causes = await RootCauses.CountsAsync(connection, district, new(visit.Month, today, Schools: visit.User.Schools), cancellationToken);
        Causes = causes.Sum(each => each.Causes);
        Counts = await QueueCounts.LoadAsync(connection, district, Filter, today, cancellationToken);
        var found = await EntryList.PageAsync(connection, district, Filter, today, cancellationToken);
        HasMore = found.Count > EntryList.PageSize;
        Entries = [.. found.Take(EntryList.PageSize)];
        if (Filter.Tab == QueueTab.SentBack)
        {
            SentBack = await Queue.SentBack.OfEntriesAsync(
                connection, district.DistrictId, visit.Month, [.. Entries.Select(entry => entry.EntryId)], cancellationToken);
        }

        foreach (var entry in Entries)
        {
            reads.Entry(entry.EntryId, entry.StudentId);
        }
    }
}
