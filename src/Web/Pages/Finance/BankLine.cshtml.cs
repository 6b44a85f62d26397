using System.Globalization;
using MedicaidLogs.Billing.Deposits;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Web.Finance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>A line of the bank account: the remittances that it pays, and tying others to it or these no longer.</summary>
public sealed class BankLineModel(NpgsqlDataSource database, Visit visit, DepositDecisions decisions) : PageModel
{
    /// <summary>As the audit trail holds it.</summary>
    public const int MostReasonCharacters = 500;

    public const string MatchReasonField = "why";

    /// <summary>Each remittance has a form of its own.</summary>
    public static string UnmatchReasonField(long remittanceId) => string.Create(CultureInfo.InvariantCulture, $"why-{remittanceId}");

    public BankLineRecord Record { get; private set; } = null!;

    /// <summary>Remittances that no bank line pays yet, those that come nearest in amount first.</summary>
    public IReadOnlyList<UnbankedRemittance> Candidates { get; private set; } = [];

    public string? Refusal { get; private set; }

    /// <summary>Id of the field that the refusal is about; null: of none.</summary>
    public string? RefusedField { get; private set; }

    /// <summary>Whether a remittance may be tied to the line.</summary>
    public bool MayTie => Record.Line.Cents >= 0 && Record.DifferenceCents != 0 && Candidates.Count > 0;

    [BindProperty]
    public long RemittanceId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(long bankLineId, CancellationToken cancellationToken) =>
        await LoadAsync(bankLineId, cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostMatchAsync(long bankLineId, CancellationToken cancellationToken) => PostAsync(
        bankLineId,
        MatchReasonField,
        () => decisions.MatchAsync(visit.User.DistrictId, RemittanceId, bankLineId, Reason!.Trim(), visit.User.UserId, cancellationToken),
        done => done.LeftCents == 0 ? "Tied. The deposit ties out to the cent." : $"Tied. The deposit and its payments differ by {Show.Dollars(done.LeftCents)}.",
        cancellationToken);

    public Task<IActionResult> OnPostUnmatchAsync(long bankLineId, CancellationToken cancellationToken) => PostAsync(
        bankLineId,
        UnmatchReasonField(RemittanceId),
        () => Record.Remittances.Any(remittance => remittance.RemittanceId == RemittanceId)
            ? decisions.UnmatchAsync(visit.User.DistrictId, RemittanceId, Reason!.Trim(), visit.User.UserId, cancellationToken)
            : Task.FromResult<DepositOutcome>(new DepositOutcome.Refused("This bank line does not pay that remittance; somebody may have taken it away.")),
        _ => "No longer tied.",
        cancellationToken);

    private async Task<IActionResult> PostAsync(
        long bankLineId, string reasonField, Func<Task<DepositOutcome>> decide, Func<DepositOutcome.Done, string> said, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(bankLineId, cancellationToken))
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > MostReasonCharacters)
        {
            (Refusal, RefusedField) = ($"Say in at most {MostReasonCharacters} characters why.", ReasonFields.Contains(reasonField) ? reasonField : null);
            return Page();
        }

        var outcome = await decide();
        if (outcome is DepositOutcome.Refused refused)
        {
            Refusal = refused.Reason;
            return Page();
        }

        TempData[Flash.Key] = said((DepositOutcome.Done)outcome);
        return Redirect(Request.Path);
    }

    /// <summary>Of the forms that the page has now.</summary>
    private IEnumerable<string> ReasonFields =>
        Record.Remittances.Select(remittance => UnmatchReasonField(remittance.RemittanceId)).Concat(MayTie ? [MatchReasonField] : []);

    private async Task<bool> LoadAsync(long bankLineId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await BankLineRecord.FindAsync(connection, visit.User.DistrictId, bankLineId, cancellationToken) is not { } record)
        {
            return false;
        }

        Record = record;
        var open = await DepositList.LoadAsync(database, visit.User.DistrictId, cancellationToken);
        Candidates = [.. open.WithoutBankLine.OrderBy(each => Math.Abs(each.PaymentCents - record.DifferenceCents)).ThenBy(each => each.PaidDate)];
        return true;
    }
}
