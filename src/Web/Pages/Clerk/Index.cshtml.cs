using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Clerk;

public sealed class IndexModel : PageModel
{
}
