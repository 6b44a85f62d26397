using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Deposits;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Web.Finance;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>A claim: each line's dollars, the sessions behind it, what payers answered; and giving up what will never come.</summary>
public sealed class ClaimModel(NpgsqlDataSource database, Visit visit, RecordReads reads, WriteOffs writeOffs) : PageModel
{
    /// <summary>As the audit trail holds it.</summary>
    public const int MostReasonCharacters = 500;

    public ClaimRecord Record { get; private set; } = null!;

    /// <summary>Why nothing was written; null where nothing was asked.</summary>
    public string? Refusal { get; private set; }

    [BindProperty]
    public WriteOffForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(long claimId, CancellationToken cancellationToken) =>
        await LoadAsync(claimId, cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostWriteOffAsync(long claimId, CancellationToken cancellationToken) => PostAsync(claimId, takeBack: false, cancellationToken);

    public Task<IActionResult> OnPostTakeBackAsync(long claimId, CancellationToken cancellationToken) => PostAsync(claimId, takeBack: true, cancellationToken);

    /// <summary>The cents of a line that are given up and may be taken back, by where they were.</summary>
    public long WrittenOff(int line, WriteOffOf of) =>
        Record.WriteOffs[line].Where(each => each.OfBucket == (of == WriteOffOf.Denied ? "denied" : "outstanding")).Sum(each => each.Cents);

    private async Task<IActionResult> PostAsync(long claimId, bool takeBack, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(claimId, cancellationToken))
        {
            return NotFound();
        }

        if (Fault() is { } fault)
        {
            Refusal = fault;
            return Page();
        }

        var line = new ClaimNumber(visit.User.DistrictId, claimId).OfLine(Form.Line);
        var what = new WriteOff(line, Form.Of, CentsOf(Form.Dollars), Form.Reason!.Trim());
        var outcome = takeBack
            ? await writeOffs.TakeBackAsync(visit.User.DistrictId, what, visit.User.UserId, cancellationToken)
            : await writeOffs.WriteOffAsync(visit.User.DistrictId, what, visit.User.UserId, cancellationToken);
        if (outcome is WriteOffOutcome.Refused refused)
        {
            Refusal = refused.Reason;
            return Page();
        }

        var done = (WriteOffOutcome.Done)outcome;
        TempData[Flash.Key] = $"{Show.Dollars(done.Cents)} of line {Form.Line} {(takeBack ? "counts again where it was" : "written off")}.";
        return Redirect(MoneyLinks.Claim(claimId, Form.Line));
    }

    private string? Fault() => Form switch
    {
        { Reason: null or "" } or { Reason.Length: > MostReasonCharacters } => $"Say in at most {MostReasonCharacters} characters why.",
        { Dollars: { Length: > 0 } dollars } when CentsOf(dollars) is null => "The amount is in dollars like 17.79; leave it empty for all that there is.",
        _ => null,
    };

    /// <summary>Null for all that there is, and for what is no amount.</summary>
    private static long? CentsOf(string? dollars) => BankAmount.TryParse(dollars?.Trim().TrimStart('$') ?? "", out var cents) ? cents : null;

    private async Task<bool> LoadAsync(long claimId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ClaimRecord.FindAsync(connection, visit.User.DistrictId, claimId, cancellationToken) is not { } record)
        {
            return false;
        }

        Record = record;
        visit.Month = record.Head.ServiceMonth;
        reads.Of("claim", claimId, record.Head.StudentId);
        return true;
    }
}

/// <summary>What a person gives up of a line.</summary>
public sealed class WriteOffForm
{
    public int Line { get; set; }

    public WriteOffOf Of { get; set; }

    /// <summary>Empty: all that there is.</summary>
    public string? Dollars { get; set; }

    public string? Reason { get; set; }
}
