using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>The administrator's home: what waits, and how the program runs.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    public IReadOnlyList<AdminToDo> ToDo { get; private set; } = [];

    public Health Health { get; private set; } = null!;

    /// <summary>What cannot wait, and is not among <see cref="ToDo"/>.</summary>
    public IEnumerable<HealthLine> Urgent => Health.Lines.Where(line => line.Severity == "reject" && line.What != Health.JobsLine);

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        ToDo = await AdminToDo.OfDistrictAsync(connection, visit.User.DistrictId, Now, visit.District.Today(clock), cancellationToken);
        Health = await Health.LoadAsync(connection, visit.District, Now, cancellationToken);
    }
}
