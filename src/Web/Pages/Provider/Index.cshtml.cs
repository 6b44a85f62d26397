using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Provider;

public sealed class IndexModel : PageModel
{
}
