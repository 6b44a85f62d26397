using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Tests.Clerk;

namespace MedicaidLogs.Web.Tests.Finance;

/// <summary>Finance's pages on a month that payers answered.</summary>
public sealed class FinanceLookTests(PaidMonth web) : IClassFixture<PaidMonth>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "home", "/finance?month=2026-10" },
        { "year", "/finance?month=2026-10&span=year" },
        { "dollars", "/finance/dollars?month=2026-10&bucket=paid" },
        { "denied", "/finance/denied?month=2026-10" },
        { "waiting", "/finance/waiting" },
        { "session", $"/finance/entries/{ReturnedMonth.Denied}" },
        { "source", $"/finance/entries/{ReturnedMonth.Denied}/source" },
        { "grid-row", "/finance/grid-rows/2?month=2026-10" },
        { "claim", $"/finance/claims/{ReturnedMonth.Denied}" },
        { "remittances", "/finance/remittances" },
        { "remittance", $"/finance/remittances/{PaidMonth.Remittance}" },
        { "unmatched", "/finance/unmatched" },
        { "unmatched-line", $"/finance/unmatched/{PaidMonth.Unmatched}" },
        { "deposits", "/finance/deposits" },
        { "deposit", "/finance/deposits/2" },
        { "reports", "/finance/reports" },
    };

    public static TheoryData<string> Reports => [.. FinanceReports.All.Select(report => report.Name)];

    [Theory, MemberData(nameof(Pages))]
    public void A_page_is_fit_to_be_seen(string name, string path) => Look($"finance-{name}", path);

    [Theory, MemberData(nameof(Reports))]
    public void A_report_is_fit_to_be_seen(string report) => Look($"report-{report}", $"/finance/reports/{report}?from=2026-10&to=2026-11");

    [Theory, MemberData(nameof(Reports))]
    public void A_report_is_printed_without_its_controls_and_as_wide_as_the_paper(string report)
    {
        web.Browser.SignIn(UserRole.Finance);
        web.Browser.Open($"/finance/reports/{report}?from=2026-10&to=2026-11");
        Looks.OnPaper(web.Browser, crosswise: true);
    }

    private void Look(string name, string path)
    {
        web.Browser.Show(Browser.DesktopWidth, dark: false);
        web.Browser.SignIn(UserRole.Finance);
        web.Browser.Open(path);
        Assert.DoesNotContain("Nothing here", web.Browser.Title, StringComparison.Ordinal);
        Looks.At(web.Browser, name);
    }
}
