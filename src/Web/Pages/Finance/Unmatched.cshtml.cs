using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Web.Finance;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>Parts of remittances that are on no claim line of ours, the oldest payment first.</summary>
public sealed class UnmatchedModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    private const int PageSize = 100;

    private IReadOnlyList<UnmatchedRemit> _all = [];

    public IEnumerable<UnmatchedRemit> Rows => _all.Skip((Number - 1) * PageSize).Take(PageSize);

    public int Count => _all.Count;

    public long PaidCents => _all.Sum(each => each.PaidCents);

    public int Number { get; private set; }

    public int Pages => Math.Max(1, (Count + PageSize - 1) / PageSize);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        _all = await UnmatchedRemits.ListAsync(connection, visit.User.DistrictId, cancellationToken);
        Number = Math.Min(PageNumber.From(Request.Query), Pages);
    }
}
