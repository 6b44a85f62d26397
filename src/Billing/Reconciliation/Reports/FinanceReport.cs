using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>A report of the catalogue. docs/reports.md tells of each, and a test compares the two.</summary>
/// <param name="Name">In commands, links and file names.</param>
/// <param name="Question">What it answers.</param>
/// <param name="By">What its rows may be grouped by; the first is usual. Empty: it has rows of its own.</param>
public sealed record FinanceReport(string Name, string Title, string Question, IReadOnlyList<string> By, Func<ReportScope, Report> Of);

/// <summary>What is asked of a report.</summary>
/// <param name="From">The first day of the first month: of service, or of payment where the report is of payments.</param>
/// <param name="To">The first day of the last month.</param>
/// <param name="By">One of <see cref="FinanceReport.By"/>, or empty where there is none.</param>
/// <param name="AsOf">Today in the district: what is open, how old it is and how long it can still be filed are of this day.</param>
public sealed record ReportRequest(District District, DateOnly From, DateOnly To, string By, DateOnly AsOf)
{
    /// <summary>Ten years: more than any record is kept.</summary>
    public const int MaxMonths = 120;

    /// <summary>The first day of each.</summary>
    public DateOnly[] Months { get; } = MonthsOf(From, To);

    private static DateOnly[] MonthsOf(DateOnly from, DateOnly to)
    {
        var count = ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxMonths);
        return [.. Enumerable.Range(0, count).Select(from.AddMonths)];
    }
}
