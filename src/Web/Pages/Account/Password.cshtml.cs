using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Security;
using MedicaidLogs.Web.Sessions;
using MedicaidLogs.Web.Students;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Account;

/// <summary>A person's own password; a new one ends every other session of the account.</summary>
[EnableRateLimiting(SignInRateLimit.Policy)]
public sealed class PasswordModel(
    NpgsqlDataSource database, Visit visit, PasswordAgain passwordAgain, SignInManager<UserAccount> signIn, SessionStore sessions, CurrentSession current,
    TimeProvider clock)
    : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    public string? Refusal { get; private set; }

    /// <summary>The password at hand is one that an administrator gave.</summary>
    public bool IsFirst => current.HasFirstPassword;

    public void OnGet()
    {
        // The form is all there is.
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await passwordAgain.ProviderOfAsync(visit.User) is { } provider)
        {
            return Refuse($"You sign in with {provider.Name}, and change your password there.");
        }

        if (!await passwordAgain.IsPasswordAsync(visit.User, Password ?? ""))
        {
            return Refuse("The password that you have now is not right, or the account is locked.");
        }

        if (NewPassword == Password)
        {
            return Refuse("The new password is the one that you have. Choose another.");
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var account = (await UserAccounts.FindByIdAsync(connection, visit.User.UserId, cancellationToken))!;
        if (PasswordRules.RefusalOf(NewPassword ?? "", account.Email, account.DisplayName, await PlacesAsync(connection, cancellationToken)) is { } refusal)
        {
            return Refuse(refusal);
        }

        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            if (!await UserAccounts.SetPasswordAsync(connection, account, NewPassword!, cancellationToken))
            {
                return Refuse("The account was changed meanwhile. Try again.");
            }

            await AuditTrail.AppendAsync(
                transaction,
                new(account.DistrictId, "account.password-changed", "account", account.UserId.ToString("D")),
                new(visit.User.Actor, clock.GetUtcNow()),
                cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await sessions.EndAllAsync(account.DistrictId, account.UserId);
        await signIn.SignInAsync(account, isPersistent: false);
        TempData[Flash.Key] = "Your password is changed. You are signed out everywhere else.";
        return Redirect(IsFirst ? "/" : "/account");
    }

    /// <summary>What whoever guesses knows of the place.</summary>
    private async Task<IEnumerable<string>> PlacesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await SchoolChoice.AllAsync(connection, visit.User.DistrictId, null, cancellationToken)).Select(school => school.Name)
            .Append(visit.District.Name).Append(visit.District.City);

    private PageResult Refuse(string refusal)
    {
        (Password, NewPassword, Refusal) = (null, null, refusal);
        return Page();
    }
}
