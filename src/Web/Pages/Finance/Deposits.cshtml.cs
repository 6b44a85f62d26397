using System.Globalization;
using MedicaidLogs.Billing.Deposits;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Web.Finance;
using MedicaidLogs.Web.Intake;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>The bank's side of what payers say they paid: what does not meet, all lines, and taking in new ones.</summary>
[Upload(BankLines.MostFileBytes + (1 << 16))] // what stands around the file
public sealed class DepositsModel(NpgsqlDataSource database, Visit visit, BankLines bankLines) : PageModel
{
    public DepositList Open { get; private set; } = null!;

    public IReadOnlyList<BankBookLine> Lines { get; private set; } = [];

    /// <summary>Of the lines.</summary>
    public long All { get; private set; }

    public MoreLinks More { get; private set; } = null!;

    public string? Refusal { get; private set; }

    /// <summary>The field that the refusal is about.</summary>
    public string RefusedField { get; private set; } = "Date";

    [BindProperty]
    public string? Date { get; set; }

    [BindProperty]
    public string? Dollars { get; set; }

    [BindProperty]
    public string? Trace { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return await RefuseAsync("Date", "Give the day on which the bank has it.", cancellationToken);
        }

        if (!BankAmount.TryParse(Dollars?.Trim().TrimStart('$') ?? "", out var cents))
        {
            return await RefuseAsync("Dollars", "Give the amount in dollars like 17.79, with a minus for what left the account.", cancellationToken);
        }

        var line = new BankLine(day, cents, Trace?.Trim() ?? "", Description?.Trim() ?? "");
        return await ToldAsync("Date", await bankLines.AddAsync(visit.User.DistrictId, line, visit.User.Actor, cancellationToken), cancellationToken);
    }

    public async Task<IActionResult> OnPostImportAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is not { Length: <= BankLines.MostFileBytes })
        {
            return await RefuseAsync("file", $"Choose the bank's CSV file, {BankLines.MostFileBytes >> 20} MiB at most.", cancellationToken);
        }

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancellationToken);
        if (ContentCheck.Refusal(content.GetBuffer().AsSpan(0, (int)Math.Min(content.Length, ContentCheck.HeadBytes)), FileContent.Text) is { } refusal)
        {
            return await RefuseAsync("file", refusal, cancellationToken);
        }

        return await ToldAsync("file", await bankLines.ImportAsync(visit.User.DistrictId, content.ToArray(), visit.User.Actor, cancellationToken), cancellationToken);
    }

    private async Task<IActionResult> ToldAsync(string field, BankOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome is BankOutcome.Refused refused)
        {
            return await RefuseAsync(field, refused.Reason, cancellationToken);
        }

        var taken = (BankOutcome.TakenIn)outcome;
        TempData[Flash.Key] = taken.New == 0
            ? "Nothing new: every line was there before."
            : $"{Show.Count(taken.New, "new line", "new lines")} of the bank. {Show.Count(taken.Matched, "remittance", "remittances")} found a deposit.";
        return Redirect(MoneyLinks.Deposits);
    }

    private async Task<IActionResult> RefuseAsync(string field, string reason, CancellationToken cancellationToken)
    {
        (RefusedField, Refusal) = (field, reason);
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var after = MoneyLinks.AfterOf(Request.Query);
        Open = await DepositList.LoadAsync(database, visit.User.DistrictId, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        All = await BankBookLine.CountAsync(connection, visit.User.DistrictId, cancellationToken);
        var found = await BankBookLine.PageAsync(connection, visit.User.DistrictId, after, cancellationToken);
        Lines = [.. found.Take(BankBookLine.PageSize)];
        More = MoneyLinks.More(
            MoneyLinks.Deposits, visit.Month, after is not null,
            found.Count > Lines.Count ? Lines[^1].BankLineId.ToString(CultureInfo.InvariantCulture) : null);
    }
}
