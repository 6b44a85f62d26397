using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>The administrator's home: what needs her.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    public IReadOnlyList<AdminToDo> ToDo { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        ToDo = await AdminToDo.OfDistrictAsync(connection, visit.User.DistrictId, clock.GetUtcNow(), visit.District.Today(clock), cancellationToken);
    }
}
