using MedicaidLogs.Billing.Closing;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Jobs;
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
/// Workers close the month and build its file, seconds after they are asked, a minute for a million sessions; what can be told at once is
/// told before. The check is done within the request, and goes on when the person leaves the page. Twice the same button does it once.
/// </remarks>
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class CloseModel(NpgsqlDataSource database, Visit visit, ClosingDesk desk, TimeProvider clock, IHostApplicationLifetime lifetime) : PageModel
{
    public const string Path = "/clerk/close";

    public MonthClosing Closing { get; private set; } = new();

    public IReadOnlyList<ClosingStep> Steps { get; private set; } = [];

    /// <summary>Who asked, closed, built and released.</summary>
    public Actors Who { get; private set; } = null!;

    /// <summary>Some of what is ready is so old that the payer asks why it is late.</summary>
    public bool AsksForDelayReason { get; private set; }

    /// <summary>Why what was pressed is not done; null where it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>A worker was asked for something, so that the page changes by itself soon.</summary>
    public bool IsUnderWay => Closing.Request is { IsOpen: true, NeedsPerson: false };

    /// <summary>And nobody is there to do it.</summary>
    public bool NoWorker { get; private set; }

    /// <summary>Why late claims are late, a code of X12 list 1514; empty: they stay.</summary>
    [BindProperty]
    public string? DelayReason { get; set; }

    public static string AddressOf(DateOnly month) => $"{Path}?month={MonthName.Of(month)}";

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken cancellationToken)
    {
        if (!visit.Months.Contains(visit.Month))
        {
            await LoadAsync(cancellationToken);
            return Refuse("Nothing was logged for this month.");
        }

        var outcome = await new MonthCheck(database, clock).RunAsync(
            visit.User.DistrictId, visit.Month, visit.User.Actor, lifetime.ApplicationStopping);
        return Done($"Checked {Show.Count(outcome.Entries, "entry", "entries")}. {Show.Count(outcome.VerdictsChanged, "verdict", "verdicts")} changed.");
    }

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (StateOf(StepKey.Close) != StepState.Next)
        {
            return NothingToClose();
        }

        await desk.AskToCloseAsync(visit.User.DistrictId, visit.Month, visit.User.Actor, cancellationToken);
        return At(StepKey.Close);
    }

    public async Task<IActionResult> OnPostBuildAsync(CancellationToken cancellationToken)
    {
        var payer = await LoadAsync(cancellationToken);
        if (DelayReason is { Length: > 0 } reason && !DelayReasons.IsKnown(reason))
        {
            return Refuse("Choose why the claims are late from the list.");
        }

        if (payer is null)
        {
            return Refuse(DistrictPayer.Missing);
        }

        if (StateOf(StepKey.Build) is not (StepState.Next or StepState.Left))
        {
            return NothingToBuild();
        }

        await desk.AskToBuildAsync(
            visit.User.DistrictId, visit.Month, payer.Name, string.IsNullOrEmpty(DelayReason) ? null : DelayReason, visit.User.Actor, cancellationToken);
        return At(StepKey.Build);
    }

    /// <summary>Takes back what a worker was asked to do.</summary>
    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancellationToken) =>
        await desk.DropAsync(visit.User.DistrictId, visit.Month, visit.User.Actor, cancellationToken)
            ? Done("Taken back. Nothing was changed.")
            : Done("There is nothing to take back: it was done meanwhile.");

    /// <summary>Who closed, or did something else, and when.</summary>
    public string By(string? actor, DateTimeOffset? at) => $"{(actor is null ? "" : Who[actor])}, {Show.Instant(at!.Value, visit.District.Zone)}";

    /// <summary>What workers were last asked to do, at its step; null where the step is another, or where its refusal was seen to.</summary>
    public ClosingRequest? RequestOf(ClosingStep step) => Closing.Request is { } request && ClosingStep.Of(request) == step.Key
        && !(request.Status == ClosingRequestStatus.Refused && step.State == StepState.Done)
            ? request
            : null;

    private StepState StateOf(StepKey key) => Steps.Single(step => step.Key == key).State;

    private IActionResult NothingToClose() => Closing switch
    {
        { Request: { IsOpen: true } request } => At(ClosingStep.Of(request)),
        { StaleBecause: { } reason } => Refuse($"The month must be checked again first: {reason}."),
        { CloseNumber: { } number } => Done($"{Show.Month(visit.Month)} was closed already (close {number}); nothing became billable since."),
        _ => Refuse("Nothing was logged for this month."),
    };

    private IActionResult NothingToBuild() => Closing switch
    {
        { Request: { IsOpen: true } request } => At(ClosingStep.Of(request)),
        { CloseNumber: null } => Refuse("The month is not closed yet."),
        { Files: [.., { FileName: var last }] } => Done($"There is nothing new to bill. The last file is {last}."),
        _ => Done("There is nothing to bill."),
    };

    /// <summary>The checklist at the step that a worker is asked to do; where somebody else was faster, at theirs.</summary>
    private RedirectResult At(StepKey step) => Redirect($"{AddressOf(visit.Month)}#{step.ToString().ToLowerInvariant()}");

    private RedirectResult Done(string words)
    {
        TempData[Flash.Key] = words;
        return Redirect(AddressOf(visit.Month));
    }

    private PageResult Refuse(string problem)
    {
        Problem = problem;
        return Page();
    }

    /// <returns>How the district's payer wants its files; null where there is none.</returns>
    private async Task<PayerProfile?> LoadAsync(CancellationToken cancellationToken)
    {
        var payer = await DistrictPayer.FindAsync(database, visit.District, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var today = visit.District.Today(clock);
        Closing = await MonthClosing.LoadAsync(connection, visit.District, visit.Month, today, cancellationToken);
        Who = await Actors.OfAsync(
            connection, visit.User.DistrictId,
            [Closing.ClosedBy, Closing.Request?.AskedBy, .. Closing.Files.SelectMany(file => new[] { file.BuiltBy, file.ReleasedBy }), .. Closing.FetchedLast.Values.Select(fetched => fetched.Actor)],
            cancellationToken);
        Steps = ClosingStep.Of(Closing, visit.User.Actor.ToString(), visit.District.SecondPersonReleases);
        NoWorker = IsUnderWay && (await WorkerPresence.ListAsync(connection, cancellationToken)).All(worker => !worker.IsHeard);
        AsksForDelayReason = payer?.On(today).Claims.DelayReasonAfterDays is { } days && Closing.FirstReadyDay is { } day && today.DayNumber - day.DayNumber > days;
        return payer;
    }
}
