using MedicaidLogs.Web.Finance;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>The month's claim lines that the payer denied and nobody has acted on.</summary>
public sealed class DeniedModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public IReadOnlyList<DeniedLine> Lines { get; private set; } = [];

    public int Number { get; private set; }

    public int Pages => Lines.Count == 0 ? 1 : (int)((Lines[0].Lines + DeniedLine.PageSize - 1) / DeniedLine.PageSize);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Number = PageNumber.From(Request.Query);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Lines = await DeniedLine.PageAsync(connection, visit.User.DistrictId, visit.Month, Number, cancellationToken);
    }
}
