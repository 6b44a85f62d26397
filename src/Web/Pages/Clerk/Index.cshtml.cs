using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Queue;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>The clerk's month: how far its dollars got, what holds the rest up, and what came in.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    /// <summary>Findings in sight; the rest unfolds.</summary>
    public const int Biggest = 8;

    public MonthFunnel Funnel { get; private set; } = new();

    public MonthState State { get; private set; } = new();

    public IReadOnlyList<CodeGroup> Rejected { get; private set; } = [];

    public IReadOnlyList<FileTakenIn> Files { get; private set; } = [];

    public ListFilter AllRejected => ListFilter.AllRejected(visit.Month);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var districtId = visit.User.DistrictId;
        Funnel = await MonthFunnel.LoadAsync(connection, districtId, visit.Month, null, cancellationToken);
        State = await MonthState.LoadAsync(connection, districtId, visit.Month, cancellationToken);
        Rejected = await CodeGroup.RejectedAsync(connection, districtId, visit.Month, cancellationToken);
        Files = await FileTakenIn.LatestAsync(connection, districtId, cancellationToken);
    }
}
