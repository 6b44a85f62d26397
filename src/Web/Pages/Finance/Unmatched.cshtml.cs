using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Web.Finance;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>Parts of remittances that are on no claim line of ours, the oldest payment first.</summary>
public sealed class UnmatchedModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    private const int PageSize = 100;

    public IReadOnlyList<UnmatchedRemit> Rows { get; private set; } = [];

    public UnmatchedTotal All { get; private set; } = null!;

    public MoreLinks More { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        UnmatchedId? after = UnmatchedId.TryParse(Request.Query["after"].ToString(), out var id) ? id : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        All = await UnmatchedRemits.TotalAsync(connection, visit.User.DistrictId, cancellationToken);
        var found = await UnmatchedRemits.ListAsync(connection, visit.User.DistrictId, after, PageSize + 1, cancellationToken);
        Rows = [.. found.Take(PageSize)];
        More = MoneyLinks.More(MoneyLinks.Unmatched, visit.Month, after is not null, found.Count > PageSize ? Rows[^1].Id.ToString() : null);
    }
}
