using MedicaidLogs.Web.Finance;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>The payments that came, the latest first.</summary>
public sealed class RemittancesModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public IReadOnlyList<RemittanceRow> Rows { get; private set; } = [];

    public int Number { get; private set; }

    public int Pages => Rows.Count == 0 ? 1 : (int)((Rows[0].All + RemittanceRow.PageSize - 1) / RemittanceRow.PageSize);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = PageNumber.From(Request.Query);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Rows = await RemittanceRow.PageAsync(connection, visit.User.DistrictId, Number, cancellationToken);
    }
}
