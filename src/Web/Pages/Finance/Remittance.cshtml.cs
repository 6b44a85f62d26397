using MedicaidLogs.Web.Finance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>A payer's payment, claim by claim, down to the line of ours that each cent is on.</summary>
public sealed class RemittanceModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public RemittanceRecord Record { get; private set; } = null!;

    public int Number { get; private set; }

    public async Task<IActionResult> OnGetAsync(long remittanceId, CancellationToken cancellationToken)
    {
        Number = PageNumber.From(Request.Query);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await RemittanceRecord.FindAsync(connection, visit.User.DistrictId, remittanceId, Number, cancellationToken) is not { } record)
        {
            return NotFound();
        }

        Record = record;
        return Page();
    }
}
