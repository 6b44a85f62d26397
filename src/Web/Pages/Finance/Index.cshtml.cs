using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Finance;

public sealed class IndexModel : PageModel
{
}
