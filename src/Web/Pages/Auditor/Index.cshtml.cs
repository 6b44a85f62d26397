using MedicaidLogs.Web.Months;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Auditor;

/// <summary>What came in and by which rules it was judged; read only.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public MonthFunnel Funnel { get; private set; } = new();

    public MonthState State { get; private set; } = new();

    public IReadOnlyList<FileTakenIn> Files { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Funnel = await MonthFunnel.LoadAsync(connection, visit.User.DistrictId, visit.Month, null, visit.User.Schools, cancellationToken);
        State = await MonthState.LoadAsync(connection, visit.User.DistrictId, visit.Month, cancellationToken);
        Files = await FileTakenIn.LatestAsync(connection, visit.User.DistrictId, cancellationToken);
    }
}
