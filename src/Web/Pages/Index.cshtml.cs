using MedicaidLogs.Web.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages;

/// <summary>Each role begins at its own desk.</summary>
public sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => Redirect(Desk.HomeOf(SignedInUser.From(User).Role));
}
