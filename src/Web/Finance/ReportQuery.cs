using System.Globalization;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Web.Months;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Finance;

/// <summary>What an address asks of a report: its months, by what it is grouped, to what it is narrowed, and which page of it.</summary>
/// <param name="Fault">What is wrong with the months, for the person who typed them; then those that are usual stand here.</param>
/// <param name="Page">1 and up.</param>
public sealed record ReportQuery(FinanceReport Report, DateOnly From, DateOnly To, string By, ReportOnly? Only, int Page, string? Fault)
{
    public const string Path = "/finance/reports";

    /// <param name="month">The month that is looked at, where the address names no other.</param>
    /// <param name="today">In the district: payments for a month come after it.</param>
    public static ReportQuery Read(IQueryCollection query, FinanceReport report, DateOnly month, DateOnly today)
    {
        var (first, last) = (query["from"].ToString(), query["to"].ToString());
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        var usual = new ReportQuery(
            report, month, report.OfPayments && thisMonth > month ? thisMonth : month, ByOf(query, report),
            ReportOnly.TryParse(query["only"].ToString(), report, out var only) ? only : null, PageNumber.From(query), null);
        if (first.Length == 0 && last.Length == 0)
        {
            return usual;
        }

        var from = KnownMonths.TryParse(first.Length > 0 ? first : last, out var begins);
        var to = KnownMonths.TryParse(last.Length > 0 ? last : first, out var ends);
        return from && to && ReportRequest.IsRange(begins, ends)
            ? usual with { From = begins, To = ends }
            : usual with { Fault = $"Name the months like 2026-07, the first one first, {ReportRequest.MaxMonths} at most." };
    }

    public string Address => QueryHelpers.AddQueryString($"{Path}/{Report.Name}", Query);

    public string AddressOf(ReportFormat format) => QueryHelpers.AddQueryString($"{Path}/{Report.Name}/{format.Name()}", (this with { Page = 1 }).Query);

    public ReportRequest RequestFor(District district, DateOnly today) => new(district, From, To, By, today) { Only = Only };

    private Dictionary<string, string?> Query => new()
    {
        ["from"] = MonthName.Of(From),
        ["to"] = MonthName.Of(To),
        ["by"] = By.Length > 0 ? By : null,
        ["only"] = Only?.ToString(),
        ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
    };

    /// <summary>What the report cannot be grouped by groups as usual.</summary>
    private static string ByOf(IQueryCollection query, FinanceReport report) =>
        report.By.Contains(query["by"].ToString()) ? query["by"].ToString() : report.By.FirstOrDefault("");
}
