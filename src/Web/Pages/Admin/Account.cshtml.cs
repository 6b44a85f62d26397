using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Administration;
using MedicaidLogs.Web.OpenId;
using MedicaidLogs.Web.Sessions;
using MedicaidLogs.Web.Students;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>One account: who it is, where it is signed in, what waits for a provider; and what an administrator can do about it.</summary>
public sealed class AccountModel(
    NpgsqlDataSource database, Visit visit, TimeProvider clock, AccountDesk desk, TwoFactor twoFactor, UserManager<UserAccount> users, SessionStore sessions,
    SessionLimits limits, SignInWays ways) : PageModel
{
    /// <summary>Carries a first password to the page that shows it, in a sealed cookie, once.</summary>
    public const string PasswordKey = "first-password";

    /// <summary>Names the form of the schools in the address of its fields.</summary>
    public const string SchoolsKey = "schools";

    public ListedAccount Account { get; private set; } = null!;

    public IReadOnlyList<ListedSession> Sessions { get; private set; } = [];

    /// <summary>Of a provider's account.</summary>
    public ProviderLeftovers? Leftovers { get; private set; }

    public IReadOnlyList<ProviderChoice> Providers { get; private set; } = [];

    public IReadOnlyList<AccountAct> Acts { get; private set; } = [];

    public AccountForm Form { get; private set; } = new();

    /// <summary>What was asked for and refused; null: nothing.</summary>
    public AccountAct? Refused { get; private set; }

    public string? RefusedWhy { get; private set; }

    /// <summary>Codes; empty: the account sees the whole district.</summary>
    public IReadOnlyList<string> Schools { get; private set; } = [];

    /// <summary>To choose from; none where the role is not limited to schools.</summary>
    public IReadOnlyList<SchoolChoice> AllSchools { get; private set; } = [];

    /// <summary>Why the schools were not taken; null: nothing was asked for, or it was done.</summary>
    public string? SchoolsRefusal { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(userId, cancellationToken))
        {
            return NotFound();
        }

        Form = AccountForm.Of(Account);
        return Page();
    }

    /// <summary>Name, address, role, provider.</summary>
    public async Task<IActionResult> OnPostChangeAsync(Guid userId, AccountForm typed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(userId, cancellationToken))
        {
            return NotFound();
        }

        Form = typed;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await typed.ReadAsync(connection, visit.User.DistrictId, cancellationToken) is not { } parts)
        {
            return Page();
        }

        try
        {
            await desk.ChangeAsync(parts, userId, typed.Seen ?? "", visit.User.Actor, typed.Why!.Trim(), cancellationToken);
        }
        catch (AccountException refusal)
        {
            typed.Problems[""] = refusal.Message;
            typed.Seen = AccountForm.Of(Account).Seen;
            return Page();
        }

        TempData[Flash.Key] = "Changed.";
        return Redirect(Request.Path);
    }

    /// <summary>One of <see cref="AccountAct"/>.</summary>
    public async Task<IActionResult> OnPostActAsync(Guid userId, string? act, string? why, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(userId, cancellationToken))
        {
            return NotFound();
        }

        Form = AccountForm.Of(Account);
        if (AccountAct.Of(act) is not { } asked)
        {
            return Page();
        }

        if (!AccountForm.IsReason(why))
        {
            (Refused, RefusedWhy) = (asked, "Say why in a few words, for the audit trail.");
            return Page();
        }

        try
        {
            await ActAsync(asked, userId, why!.Trim(), cancellationToken);
        }
        catch (AccountException refusal)
        {
            (Refused, RefusedWhy) = (asked, refusal.Message);
            return Page();
        }

        TempData[Flash.Key] = asked.Done.Length > 0 ? asked.Done : null;
        return Redirect(Request.Path);
    }

    /// <summary>Limits the account to the schools that are ticked.</summary>
    public async Task<IActionResult> OnPostSchoolsAsync(Guid userId, string[]? school, string? why, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(userId, cancellationToken))
        {
            return NotFound();
        }

        Form = AccountForm.Of(Account);
        if (!AccountForm.IsReason(why))
        {
            (Schools, SchoolsRefusal) = (school ?? [], "Say why in a few words, for the audit trail.");
            return Page();
        }

        try
        {
            await desk.LimitAsync(visit.User.DistrictId, userId, school ?? [], visit.User.Actor, why!.Trim(), cancellationToken);
        }
        catch (AccountException refusal)
        {
            SchoolsRefusal = refusal.Message;
            return Page();
        }

        TempData[Flash.Key] = school is { Length: > 0 } ? $"Limited to {Show.Count(school.Length, "school", "schools")}." : "The person sees all schools.";
        return Redirect(Request.Path);
    }

    private Task ActAsync(AccountAct act, Guid userId, string why, CancellationToken cancellationToken)
    {
        var (districtId, who) = (visit.User.DistrictId, visit.User.Actor);
        return act switch
        {
            _ when act == AccountAct.Password => GivePasswordAsync(userId, why, cancellationToken),
            _ when act == AccountAct.Unlock => desk.UnlockAsync(districtId, userId, who, why, cancellationToken),
            _ when act == AccountAct.SignOut => desk.SignOutAsync(districtId, userId, who, why, cancellationToken),
            _ when act == AccountAct.CodeOff => CodeOffAsync(userId, why),
            _ when act == AccountAct.Forget => desk.ForgetElsewhereAsync(districtId, userId, who, why, cancellationToken),
            _ when act == AccountAct.Off => desk.SwitchOffAsync(districtId, userId, who, why, cancellationToken),
            _ => desk.SwitchOnAsync(districtId, userId, who, why, cancellationToken),
        };
    }

    private async Task GivePasswordAsync(Guid userId, string why, CancellationToken cancellationToken) =>
        TempData[PasswordKey] = (await desk.NewPasswordAsync(visit.User.DistrictId, userId, visit.User.Actor, why, cancellationToken))?.Text;

    /// <summary>An account that is switched off has none to turn off.</summary>
    private async Task CodeOffAsync(Guid userId, string why)
    {
        if (await users.FindByIdAsync(userId.ToString("D")) is { } account)
        {
            await twoFactor.TurnOffAsync(account, visit.User.Actor, why);
        }
    }

    private async Task<bool> LoadAsync(Guid userId, CancellationToken cancellationToken)
    {
        var districtId = visit.User.DistrictId;
        (Now, Today) = (clock.GetUtcNow(), visit.District.Today(clock));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ListedAccount.FindAsync(connection, districtId, userId, cancellationToken) is not { } account)
        {
            return false;
        }

        Account = account;
        Schools = await AccountSchools.OfAsync(connection, districtId, userId, cancellationToken);
        AllSchools = AccountSchools.Roles.Contains(account.Role) ? await SchoolChoice.AllAsync(connection, districtId, null, cancellationToken) : [];
        Leftovers = account.ProviderId is { } providerId
            ? await ProviderLeftovers.FindAsync(connection, districtId, providerId, Today, cancellationToken)
            : null;
        Providers = await ProviderChoice.AllAsync(connection, districtId, Today, cancellationToken);
        Sessions = account.DisabledAt is null ? await sessions.OpenOfAsync(districtId, userId, limits, cancellationToken) : [];
        Acts = [.. AccountAct.For(account, Now, isOwn: userId == visit.User.UserId, ways.Passwords)];
        return true;
    }
}
