using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>What each role may do, in plain words.</summary>
public sealed class RolesModel : PageModel
{
    public void OnGet()
    {
        // The table is the same for everybody.
    }
}
