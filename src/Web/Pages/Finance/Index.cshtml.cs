using MedicaidLogs.Web.Months;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>The month's dollars, from log to claim.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public MonthFunnel Funnel { get; private set; } = new();

    public MonthState State { get; private set; } = new();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Funnel = await MonthFunnel.LoadAsync(connection, visit.User.DistrictId, visit.Month, null, cancellationToken);
        State = await MonthState.LoadAsync(connection, visit.User.DistrictId, visit.Month, cancellationToken);
    }
}
