using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.TestKit;
using Cell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace MedicaidLogs.Billing.Tests.Reconciliation.Reports;

/// <summary>Every report of the catalogue, grouped in every way, opens in a spreadsheet as it should.</summary>
public sealed class WorkbookTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int HeadRows = 3;

    [Fact]
    public async Task Every_report_is_a_valid_workbook_with_typed_cells_below_a_head_that_stays()
    {
        var month = await ReportedMonth.CreateAsync(database);
        var validator = new OpenXmlValidator(FileFormatVersions.Office2019);
        foreach (var report in FinanceReports.All)
        {
            foreach (var by in report.By.DefaultIfEmpty(""))
            {
                using var workbook = SpreadsheetDocument.Open(await WriteAsync(month, report, by), isEditable: false);

                Assert.Empty(validator.Validate(workbook).Select(error => $"{report.Name} by {by}: {error.Description}"));
                var sheet = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet;
                Assert.Equal((PaneStateValues.Frozen, (double)HeadRows), (sheet.Descendants<Pane>().Single().State!.Value, sheet.Descendants<Pane>().Single().VerticalSplit!.Value));
                AssertTyped($"{report.Name} by {by}", [.. sheet.Descendants<Row>()]);
            }
        }
    }

    /// <summary>Money, counts and days are numbers: no cell of text looks like one, but for names and codes, by which a report may be grouped.</summary>
    private static void AssertTyped(string report, List<Row> rows)
    {
        var headings = rows[HeadRows - 1].Elements<Cell>().Select(cell => cell.InnerText).ToList();
        foreach (var row in rows.Skip(HeadRows))
        {
            foreach (var (cell, heading) in row.Elements<Cell>().Zip(headings).Skip(1))
            {
                var isText = cell.DataType?.Value == CellValues.InlineString;
                Assert.False(
                    isText && cell.InnerText is [not '0', ..] text && text.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-' or '$' or '%')
                    && heading is not ("Code" or "Month" or "Trace number"),
                    $"{report}: '{cell.InnerText}' under {heading} is text");
            }
        }
    }

    private async Task<MemoryStream> WriteAsync(ReportedMonth month, FinanceReport report, string by)
    {
        var stream = new MemoryStream();
        await report.WriteAsync(
            database.DataSource, new(month.Month.District.District, ClaimMonth.October, ClaimMonth.October.AddMonths(1), by, ReportedMonth.AsOf), ReportFormat.Xlsx, stream);
        return stream;
    }
}
