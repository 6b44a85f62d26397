using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Account;

/// <summary>What a person sent after the session had timed out, to be sent again or left.</summary>
public sealed class HeldModel(HeldForms held) : PageModel
{
    public HeldForm? Form { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Form = await held.FindAsync(SignedInUser.From(User), cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await held.DropAsync(SignedInUser.From(User), cancellationToken);
        return Redirect("/");
    }
}
