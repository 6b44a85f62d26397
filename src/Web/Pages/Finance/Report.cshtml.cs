using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Web.Charts;
using MedicaidLogs.Web.Finance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>A report of the catalogue: its filters, a chart, and the numbers.</summary>
public sealed class ReportModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    public ReportQuery Query { get; private set; } = null!;

    public ReportPage Shown { get; private set; } = null!;

    /// <summary>Of a report by months; otherwise <see cref="Bars"/>.</summary>
    public LineChart? Lines { get; private set; }

    public BarChart? Bars { get; private set; }

    public OnlyChoices Only { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string report, CancellationToken cancellationToken)
    {
        if (FinanceReports.Find(report) is not { } found)
        {
            return NotFound();
        }

        var today = visit.District.Today(clock);
        Query = ReportQuery.Read(Request.Query, found, visit.Month, today);
        Shown = await found.PageAsync(database, Query.RequestFor(visit.District, today), Query.Page, cancellationToken);
        Lines = ReportChart.LinesOf(found.Name, Query.By, Shown);
        Bars = Lines is null ? ReportChart.Of(found.Name, Shown) : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Only = await OnlyChoices.LoadAsync(connection, visit.District, found, visit.District.RulePack.On(today), cancellationToken);
        return Page();
    }

    /// <summary>Where a cell's record is shown; null for most.</summary>
    public string? LinkOf(string column, Cell cell) => (column, cell) switch
    {
        ("remittance", { Number: { } id }) => MoneyLinks.Remittance(id),
        ("claim_number" or "new_claim_number", { Text: { } number }) => MoneyLinks.Claim(number),
        _ => null,
    };
}
