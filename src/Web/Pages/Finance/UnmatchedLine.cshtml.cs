using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Web.Finance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>A part of a remittance that matches nothing by itself: which of our lines it answers, or that it is none of ours.</summary>
public sealed class UnmatchedLineModel(NpgsqlDataSource database, Visit visit, UnmatchedRemits unmatched) : PageModel
{
    /// <summary>As the audit trail holds it.</summary>
    public const int MostReasonCharacters = 500;

    public const string NumberField = "Typed", ReasonField = "Reason", NotOursReasonField = "not-ours-reason";

    private UnmatchedId _id;

    public UnmatchedPart Part { get; private set; } = null!;

    public long RemittanceId => _id.RemittanceId;

    public int ClaimOrdinal => _id.ClaimOrdinal;

    public IReadOnlyList<UnmatchedCandidate> Candidates { get; private set; } = [];

    public string? Refusal { get; private set; }

    /// <summary>Id of the field that the refusal is about; null: of none.</summary>
    public string? RefusedField { get; private set; }

    /// <summary>One of the candidates, or what the person typed.</summary>
    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? Typed { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(string part, CancellationToken cancellationToken) =>
        await LoadAsync(part, cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostAssignAsync(string part, CancellationToken cancellationToken)
    {
        var number = (string.IsNullOrWhiteSpace(Typed) ? Number : Typed)?.Trim() ?? "";
        return PostAsync(
            part,
            ReasonField,
            number.Length == 0 ? "Choose a claim line, or type its number." : null,
            reason => unmatched.AssignAsync(visit.User.DistrictId, _id, number, reason, visit.User.UserId, cancellationToken),
            cancellationToken);
    }

    public Task<IActionResult> OnPostNotOursAsync(string part, CancellationToken cancellationToken) => PostAsync(
        part, NotOursReasonField, null, reason => unmatched.NotOursAsync(visit.User.DistrictId, _id, reason, visit.User.UserId, cancellationToken), cancellationToken);

    private async Task<IActionResult> PostAsync(
        string part, string reasonField, string? fault, Func<string, Task<UnmatchedOutcome>> decide, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(part, cancellationToken))
        {
            return NotFound();
        }

        (Refusal, RefusedField) = string.IsNullOrWhiteSpace(Reason) || Reason.Length > MostReasonCharacters
            ? ($"Say in at most {MostReasonCharacters} characters why.", reasonField)
            : (fault, fault is null ? null : NumberField);
        if (Refusal is not null)
        {
            return Page();
        }

        var outcome = await decide(Reason!.Trim());
        if (outcome is UnmatchedOutcome.Decided decided)
        {
            TempData[Flash.Key] = decided.MatchedBesides == 0
                ? "Decided."
                : $"Decided. That made {Show.Count(decided.MatchedBesides, "other line", "other lines")} of the same claim clear.";
            return Redirect(MoneyLinks.Unmatched);
        }

        Refusal = outcome switch
        {
            UnmatchedOutcome.DoesNotFit { Words: var words } => words,
            UnmatchedOutcome.NotWaiting => "It was matched or decided in the meantime.",
            _ => "Your account may not decide that.",
        };
        await LoadAsync(part, cancellationToken);
        return Page();
    }

    private async Task<bool> LoadAsync(string part, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!UnmatchedId.TryParse(part, out _id) || await UnmatchedPart.FindAsync(connection, visit.User.DistrictId, _id, cancellationToken) is not { } found)
        {
            return false;
        }

        Part = found;
        Candidates = await UnmatchedCandidate.OfPartAsync(connection, visit.User.DistrictId, _id, cancellationToken);
        return true;
    }
}
