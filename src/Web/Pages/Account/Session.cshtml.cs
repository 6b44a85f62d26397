using MedicaidLogs.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Account;

/// <summary>For the page's own script: how long the session lasts, and longer at a word.</summary>
public sealed class SessionModel(CurrentSession session, TimeProvider clock) : PageModel
{
    /// <summary>Seconds that are left; asking does not make them more.</summary>
    public JsonResult OnGet() => Left();

    /// <summary>Being asked is what makes them more.</summary>
    public JsonResult OnPost() => Left();

    private JsonResult Left() => new(new { left = (long)(session.EndsAt - clock.GetUtcNow()).TotalSeconds });
}
