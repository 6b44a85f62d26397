using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Ingest.Places;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>Where files come from and go to by themselves, and how it goes there.</summary>
public sealed class PlacesModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public IReadOnlyList<Place> Places { get; private set; } = [];

    /// <summary>A worker is there to go to them.</summary>
    public bool IsServed { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Places = await Place.AllAsync(connection, visit.User.DistrictId, cancellationToken);
        IsServed = (await WorkerPresence.ListAsync(connection, cancellationToken)).Any(worker => worker.IsHeard);
    }
}
