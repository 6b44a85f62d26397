using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Web.Finance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>The sessions of a month whose dollars stand in one bucket.</summary>
public sealed class DollarsModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public Bucket Bucket { get; private set; }

    public IReadOnlyList<LedgerRow> Rows { get; private set; } = [];

    public int Number { get; private set; }

    public int Pages => Rows.Count == 0 ? 1 : (int)((Rows[0].Rows + LedgerRow.PageSize - 1) / LedgerRow.PageSize);

    /// <param name="bucket">As <see cref="BucketText"/> has it; left out: what is paid.</param>
    public async Task<IActionResult> OnGetAsync(string? bucket, CancellationToken cancellationToken)
    {
        if (bucket is not null && !BucketText.Names.Contains(bucket))
        {
            return NotFound();
        }

        Bucket = bucket is null ? Bucket.Paid : BucketText.Parse(bucket);
        Number = PageNumber.From(Request.Query);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Rows = await LedgerRow.PageAsync(connection, visit.User.DistrictId, visit.Month, Bucket, Number, cancellationToken);
        return Page();
    }
}
