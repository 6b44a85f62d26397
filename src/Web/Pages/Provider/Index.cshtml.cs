using MedicaidLogs.Web.Months;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Provider;

/// <summary>How far a provider's own sessions of the month got.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public MonthFunnel Funnel { get; private set; } = new();

    /// <exception cref="InvalidOperationException">The account names no provider; the table does not allow that.</exception>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var providerId = visit.User.ProviderId ?? throw new InvalidOperationException("A provider's account without a provider.");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Funnel = await MonthFunnel.LoadAsync(connection, visit.User.DistrictId, visit.Month, providerId, cancellationToken);
    }
}
