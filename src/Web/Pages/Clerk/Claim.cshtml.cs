using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Web.Claims;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>One claim, all that happened to it, and what a person may decide about it.</summary>
public sealed class ClaimModel(
    NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock, IHostApplicationLifetime lifetime) : PageModel
{
    public const int MostReasonCharacters = 500;

    public ClaimRecord Claim { get; private set; } = null!;

    /// <summary>Why nothing was done; null before an attempt.</summary>
    public string? Problem { get; private set; }

    /// <summary>replace, void or again; of a void: done or refused.</summary>
    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(long claimId, CancellationToken cancellationToken) =>
        await LoadAsync(claimId, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostDecideAsync(long claimId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(claimId, cancellationToken))
        {
            return NotFound();
        }

        if (Kind is null || ClaimDecisionText.Parse(Kind) is not { } kind || !HasReason)
        {
            return Refuse($"Choose what becomes of it, and say why in at most {MostReasonCharacters} characters.");
        }

        var outcome = await Decisions.DecideAsync(
            visit.User.DistrictId, Claim.ClaimNumber, kind, Reason!.Trim(), visit.User.UserId, lifetime.ApplicationStopping);
        return outcome is DecisionOutcome.Decided ? Done(DecisionText.DoneOf(outcome)) : Refuse(DecisionText.RefusalOf(outcome));
    }

    public async Task<IActionResult> OnPostDropAsync(long claimId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(claimId, cancellationToken))
        {
            return NotFound();
        }

        var outcome = await Decisions.DropAsync(visit.User.DistrictId, Claim.ClaimNumber, visit.User.UserId, lifetime.ApplicationStopping);
        return outcome is DecisionOutcome.Dropped ? Done(DecisionText.DoneOf(outcome)) : Refuse(DecisionText.RefusalOf(outcome));
    }

    public async Task<IActionResult> OnPostVoidAnswerAsync(long claimId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(claimId, cancellationToken))
        {
            return NotFound();
        }

        if (Kind is not ("done" or "refused") || !HasReason)
        {
            return Refuse($"Choose what the payer said, and say who told you in at most {MostReasonCharacters} characters.");
        }

        var outcome = await new VoidAnswers(database, clock).AnswerAsync(
            visit.User.DistrictId, Claim.ClaimNumber, Kind == "done", Reason!.Trim(), visit.User.UserId, lifetime.ApplicationStopping);
        if (outcome is not VoidAnswerOutcome.Answered)
        {
            return Refuse(DecisionText.RefusalOf(outcome));
        }

        await new MonthCheck(database, clock).RunWhereClaimsWereVoidedAsync(visit.User.DistrictId, visit.User.Actor, lifetime.ApplicationStopping);
        return Done(Kind == "done" ? "The void is done: sessions that are still billable are ready again." : "The void is refused: its claim stands as it stood.");
    }

    private ClaimDecisions Decisions => new(database, clock);

    private bool HasReason => !string.IsNullOrWhiteSpace(Reason) && Reason.Length <= MostReasonCharacters;

    private RedirectResult Done(string words)
    {
        TempData[Flash.Key] = words;
        return Redirect(ClaimsModel.AddressOf(Claim.ClaimId));
    }

    private PageResult Refuse(string words)
    {
        Problem = words;
        return Page();
    }

    private async Task<bool> LoadAsync(long claimId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ClaimRecord.FindAsync(connection, visit.User.DistrictId, visit.User.Schools, claimId, cancellationToken) is not { } claim)
        {
            return false;
        }

        (Claim, visit.Month) = (claim, claim.ServiceMonth);
        reads.Of("claim", claimId, claim.StudentId);
        return true;
    }
}
