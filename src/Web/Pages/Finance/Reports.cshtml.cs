using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>The catalogue of reports, each with the question that it answers.</summary>
public sealed class ReportsModel : PageModel
{
    public void OnGet()
    {
        // The catalogue is the program's own.
    }
}
