using System.Text.RegularExpressions;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Reconciliation.Reports;

public sealed partial class ReportsDocumentTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(Repository.Root, "docs/reports.md"));

    [Fact]
    public void Every_report_has_its_section_and_every_section_its_report() =>
        Assert.Equal(FinanceReports.All.Select(report => report.Name), Section().Matches(_document).Select(section => section.Groups["name"].Value));

    [Fact]
    public void Each_section_begins_with_the_reports_question() =>
        Assert.All(FinanceReports.All, report => Assert.Contains($"## {report.Name}\n{report.Question}", _document, StringComparison.Ordinal));

    [GeneratedRegex(@"^## (?<name>[a-z-]+)$", RegexOptions.Multiline)]
    private static partial Regex Section();
}
