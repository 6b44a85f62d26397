using System.Globalization;
using MedicaidLogs.Web.Finance;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>The payments that came, the latest first.</summary>
public sealed class RemittancesModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public IReadOnlyList<RemittanceRow> Rows { get; private set; } = [];

    public long All { get; private set; }

    public MoreLinks More { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var after = MoneyLinks.AfterOf(Request.Query);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        All = await RemittanceRow.CountAsync(connection, visit.User.DistrictId, cancellationToken);
        var found = await RemittanceRow.PageAsync(connection, visit.User.DistrictId, after, cancellationToken);
        Rows = [.. found.Take(RemittanceRow.PageSize)];
        More = MoneyLinks.More(
            MoneyLinks.Remittances, visit.Month, after is not null,
            found.Count > Rows.Count ? Rows[^1].RemittanceId.ToString(CultureInfo.InvariantCulture) : null);
    }
}
