using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Auditor;

public sealed class IndexModel : PageModel
{
}
