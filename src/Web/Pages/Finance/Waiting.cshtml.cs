using MedicaidLogs.Billing.Reconciliation;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>Claims on which the payer has not decided for too long.</summary>
public sealed class WaitingModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    public WaitingClaims Claims { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Claims = await WaitingClaims.LoadAsync(database, visit.District, month: null, clock, cancellationToken);
}
