using MedicaidLogs.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Account;

/// <summary>Where a person is signed in.</summary>
public sealed class IndexModel(Visit visit, SessionStore sessions, SessionLimits limits, CurrentSession current) : PageModel
{
    public IReadOnlyList<ListedSession> Sessions { get; private set; } = [];

    public Guid? CurrentId => current.SessionId;

    public int IdleMinutes => (int)limits.Idle.TotalMinutes;

    public int WholeHours => (int)limits.Whole.TotalHours;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Sessions = await sessions.OpenOfAsync(visit.User.DistrictId, visit.User.UserId, limits, cancellationToken);

    /// <summary>Ends every session of the account, this one too.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAllAsync(visit.User.DistrictId, visit.User.UserId);
        return Redirect(Accounts.AccountServices.SignInPath);
    }
}
