using MedicaidLogs.Web.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>Who may sign in.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Accounts = await AccountRow.OfDistrictAsync(connection, visit.User.DistrictId, cancellationToken);
    }
}
