using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>Who may sign in, and help for whoever lost the device with the codes.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit, TimeProvider clock, UserManager<UserAccount> users, TwoFactor twoFactor) : PageModel
{
    private const int LongestReason = 200;

    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];

    /// <summary>Why nothing was changed; null before an attempt.</summary>
    public string? Refusal { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Accounts = await AccountRow.OfDistrictAsync(connection, visit.User.DistrictId, cancellationToken);
    }

    /// <summary>Turns an account's second factor off; the person can turn it on again with another device.</summary>
    public async Task<IActionResult> OnPostResetAsync(Guid userId, string? why, CancellationToken cancellationToken)
    {
        if (why?.Trim() is not { Length: > 0 and <= LongestReason } reason)
        {
            Refusal = "Say why, for the audit trail.";
            await OnGetAsync(cancellationToken);
            return Page();
        }

        if (await users.FindByIdAsync(userId.ToString("D")) is not { } account || account.DistrictId != visit.User.DistrictId)
        {
            return NotFound();
        }

        await twoFactor.TurnOffAsync(account, visit.User.Actor, reason);
        TempData[Flash.Key] = "Turned off. All sessions of that account end.";
        return Redirect("/admin");
    }
}
