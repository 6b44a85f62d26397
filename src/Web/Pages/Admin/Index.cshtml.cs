using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Admin;

public sealed class IndexModel : PageModel
{
}
