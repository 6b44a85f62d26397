using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Administration;
using MedicaidLogs.Web.OpenId;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>Adds a person who may sign in; the next page shows the first password, once.</summary>
public sealed class NewAccountModel(NpgsqlDataSource database, Visit visit, AccountDesk desk, SignInWays ways, TimeProvider clock) : PageModel
{
    public AccountForm Form { get; private set; } = new();

    public SignInWays Ways => ways;

    public IReadOnlyList<ProviderChoice> Providers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Providers = await ProviderChoice.AllAsync(connection, visit.User.DistrictId, visit.District.Today(clock), cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(AccountForm typed, CancellationToken cancellationToken)
    {
        Form = typed;
        await OnGetAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await typed.ReadAsync(connection, visit.User.DistrictId, cancellationToken) is not { } user)
        {
            return Page();
        }

        try
        {
            var added = await desk.AddAsync(user, withPassword: ways.Passwords, visit.User.Actor, typed.Why!.Trim(), cancellationToken);
            TempData[Flash.Key] = "Added.";
            TempData[AccountModel.PasswordKey] = added.Password?.Text;
            return Redirect($"{AccountFilter.Path}/{added.Account.UserId:D}");
        }
        catch (AccountException refusal)
        {
            typed.Problems[nameof(typed.Email)] = refusal.Message;
            return Page();
        }
    }
}
