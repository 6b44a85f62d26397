using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Web.Closing;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>The month's closing as a checklist: what is done, what comes next, what waits and why.</summary>
/// <remarks>
/// What a step does is one transaction of some seconds, a minute for a million sessions, within the request. It goes on when the person
/// leaves the page: only the program's end breaks it off, and then nothing of it stands. Twice the same button does it once.
/// </remarks>
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class CloseModel(NpgsqlDataSource database, Visit visit, TimeProvider clock, IHostApplicationLifetime lifetime) : PageModel
{
    public const string Path = "/clerk/close";

    public MonthClosing Closing { get; private set; } = new();

    public IReadOnlyList<ClosingStep> Steps { get; private set; } = [];

    /// <summary>Who closed, built and released.</summary>
    public Actors Who { get; private set; } = null!;

    /// <summary>Some of what is ready is so old that the payer asks why it is late.</summary>
    public bool AsksForDelayReason { get; private set; }

    /// <summary>Why the last step was not done; empty where it was.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Why late claims are late, a code of X12 list 1514; empty: they stay.</summary>
    [BindProperty]
    public string? DelayReason { get; set; }

    public static string AddressOf(DateOnly month) => $"{Path}?month={MonthName.Of(month)}";

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken cancellationToken)
    {
        if (!visit.Months.Contains(visit.Month))
        {
            return await RefuseAsync(["Nothing was logged for this month."], cancellationToken);
        }

        var outcome = await new MonthCheck(database, clock).RunAsync(
            visit.User.DistrictId, visit.Month, visit.User.Actor, lifetime.ApplicationStopping);
        return Done($"Checked {Show.Count(outcome.Entries, "entry", "entries")}. {Show.Count(outcome.VerdictsChanged, "verdict", "verdicts")} changed.");
    }

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancellationToken)
    {
        var outcome = await new MonthClose(database, clock).CloseAsync(
            visit.User.DistrictId, visit.Month, visit.User.Actor, lifetime.ApplicationStopping);
        return outcome switch
        {
            CloseOutcome.Closed closed => Done(
                $"{Show.Month(visit.Month)} is closed (close {closed.CloseNumber}): {Show.Count(closed.NewBillable, "session", "sessions")} to bill, {Show.Dollars(closed.LeftOutCents)} left out."),
            CloseOutcome.NothingToClose nothing => Done(
                $"{Show.Month(visit.Month)} was closed already (close {nothing.LastCloseNumber}); nothing became billable since."),
            CloseOutcome.Stale stale => await RefuseAsync([$"The month must be checked again first: {stale.Reason}."], cancellationToken),
            _ => await RefuseAsync(["Nothing was logged for this month."], cancellationToken),
        };
    }

    public async Task<IActionResult> OnPostBuildAsync(CancellationToken cancellationToken)
    {
        if (DelayReason is { Length: > 0 } reason && !DelayReasons.IsKnown(reason))
        {
            return await RefuseAsync(["Choose why the claims are late from the list."], cancellationToken);
        }

        if (await DistrictPayer.FindAsync(database, visit.District, cancellationToken) is not { } payer)
        {
            return await RefuseAsync([DistrictPayer.Missing], cancellationToken);
        }

        var outcome = await new ClaimRun(database, clock).BuildAsync(
            visit.User.DistrictId, visit.Month, payer, visit.User.Actor,
            string.IsNullOrEmpty(DelayReason) ? null : DelayReason, lifetime.ApplicationStopping);
        return outcome switch
        {
            ClaimRunOutcome.Built built => await BuiltAsync(built),
            ClaimRunOutcome.NothingToBill { LastFileName: { } last } => Done($"There is nothing new to bill. The last file is {last}."),
            ClaimRunOutcome.NothingToBill => Done("There is nothing to bill."),
            _ => await RefuseAsync(RefusalOf(outcome), cancellationToken),
        };
    }

    /// <summary>Who closed, or did something else, and when.</summary>
    public string By(string? actor, DateTimeOffset? at) => $"{(actor is null ? "" : Who[actor])}, {Show.Instant(at!.Value, visit.District.Zone)}";

    private static IReadOnlyList<string> RefusalOf(ClaimRunOutcome outcome) => outcome switch
    {
        ClaimRunOutcome.OtherPack => ["The month was checked under another rule pack. Check it again, then close it again."],
        ClaimRunOutcome.DayIsFull full => [$"The payer takes {Show.Count(full.FilesPerDay, "file", "files")} a day, and so many were built today. Build it tomorrow."],
        ClaimRunOutcome.Refused refused => [.. refused.Findings.Select(finding => finding.Rule.Title).Distinct()],
        _ => ["The month is not closed yet."],
    };

    private async Task<RedirectResult> BuiltAsync(ClaimRunOutcome.Built built)
    {
        await new MonthCheck(database, clock).RunWhereClaimsWereVoidedAsync(visit.User.DistrictId, visit.User.Actor, lifetime.ApplicationStopping);
        var left = built.LeftReady.Entries;
        TempData[Flash.Key] = $"{built.FileName} is built: {Show.Count(built.Totals.Claims, "claim", "claims")}, {Show.Dollars(built.Totals.ChargeCents - built.Totals.VoidCents)}."
            + (left > 0 ? $" {Show.Count(left, "session stays", "sessions stay")} ready; the checklist says why." : "");
        return Redirect(ClaimFiles.FileModel.AddressOf(built.ClaimRunId));
    }

    private RedirectResult Done(string words)
    {
        TempData[Flash.Key] = words;
        return Redirect(AddressOf(visit.Month));
    }

    private async Task<PageResult> RefuseAsync(IReadOnlyList<string> problems, CancellationToken cancellationToken)
    {
        Problems = problems;
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var payer = await DistrictPayer.FindAsync(database, visit.District, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Closing = await MonthClosing.LoadAsync(connection, visit.District, visit.Month, cancellationToken);
        Who = await Actors.OfAsync(
            connection, visit.User.DistrictId,
            [Closing.ClosedBy, .. Closing.Files.SelectMany(file => new[] { file.BuiltBy, file.ReleasedBy }), .. Closing.FetchedLast.Values.Select(fetched => fetched.Actor)],
            cancellationToken);
        Steps = ClosingStep.Of(Closing, visit.User.Actor.ToString(), visit.District.SecondPersonReleases);
        var today = visit.District.Today(clock);
        AsksForDelayReason = payer?.On(today).Claims.DelayReasonAfterDays is { } days && Closing.FirstReadyDay is { } day && today.DayNumber - day.DayNumber > days;
    }
}
