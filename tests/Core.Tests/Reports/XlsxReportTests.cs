using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Core.Reports;
using Cell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace MedicaidLogs.Core.Tests.Reports;

public sealed class XlsxReportTests
{
    [Fact]
    public async Task Is_a_valid_workbook()
    {
        using var workbook = await OpenAsync(AReport.Of(AReport.Lines));

        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(workbook).Select(error => error.Description));
    }

    [Fact]
    public async Task Numbers_and_dollars_and_dates_are_typed()
    {
        using var workbook = await OpenAsync(AReport.Of(AReport.Lines));
        var row = Rows(workbook)[3];

        Assert.Equal(
            ["Maple Grove Elementary", "41", "46301", "1200", "36000", "2400.500", "48001.25", "0.800"],
            row.Elements<Cell>().Select(TextOf));
        Assert.Equal(["@", "0", "yyyy-mm-dd", "#,##0", "#,##0", "#,##0.0##", "#,##0.00", "0.0%"], row.Elements<Cell>().Select(cell => FormatOf(workbook, cell)));
        Assert.Equal(new DateTime(2026, 10, 6), DateTime.FromOADate(46301));
        Assert.All(row.Elements<Cell>().Skip(1), cell => Assert.Null(cell.DataType));
    }

    [Fact]
    public async Task Texts_are_never_formulas()
    {
        string[] texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "007", "TRUE", "2026-10-06"];

        using var workbook = await OpenAsync(AReport.OfTexts(texts));

        var cells = Rows(workbook).Skip(3).Select(row => row.Elements<Cell>().Single()).ToList();
        Assert.Equal(texts, cells.Select(TextOf));
        Assert.All(cells, cell => Assert.Equal((CellValues.InlineString, null), (cell.DataType!.Value, cell.CellFormula)));
    }

    [Fact]
    public async Task The_head_stays_in_sight_and_filters_all_but_the_total()
    {
        using var workbook = await OpenAsync(AReport.Of(AReport.Lines));
        var sheet = Sheet(workbook);

        var pane = sheet.Descendants<Pane>().Single();
        Assert.Equal((PaneStateValues.Frozen, 3d, "A4"), (pane.State!.Value, pane.VerticalSplit!.Value, pane.TopLeftCell!.Value));
        Assert.Equal("A3:H6", sheet.Elements<AutoFilter>().Single().Reference!.Value);
        Assert.Equal("'Report'!$3:$3", workbook.WorkbookPart!.Workbook.DefinedNames!.Single().InnerText);
        Assert.Equal(["Paid by school"], Rows(workbook)[0].Elements<Cell>().Select(TextOf));
        Assert.Equal(["School", "Line", "Served on", "Entries", "Minutes", "Units", "Paid", "Paid of billed"], Rows(workbook)[2].Elements<Cell>().Select(TextOf));
    }

    [Fact]
    public async Task The_total_is_bold_and_its_percentage_is_of_the_sums()
    {
        using var workbook = await OpenAsync(AReport.Of(AReport.Lines));
        var total = Rows(workbook)[^1].Elements<Cell>().ToList();

        Assert.Equal(["Total", "", "", "1203", "36045", "2403.500", "47988.75", "0.799"], total.Select(TextOf));
        var styles = workbook.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
        Assert.All(total, cell => Assert.NotNull(styles.Fonts!.ElementAt((int)FormatCell(workbook, cell).FontId!.Value).GetFirstChild<Bold>()));
    }

    [Fact]
    public async Task A_report_longer_than_a_sheet_goes_on_on_the_next()
    {
        var stream = new MemoryStream();
        await XlsxReport.WriteAsync(AReport.OfTexts("1", "2", "3", "4", "5"), stream, default, maxRows: 5);

        using var workbook = SpreadsheetDocument.Open(stream, isEditable: false);

        Assert.Equal(["Report", "Report 2", "Report 3"], workbook.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value));
        Assert.Equal(["1 2", "3 4", "5"], Enumerable.Range(0, 3).Select(sheet => string.Join(' ', Rows(workbook, sheet).Skip(3).Select(row => row.InnerText))));
        Assert.Empty(new OpenXmlValidator().Validate(workbook));
    }

    [Fact]
    public async Task No_part_tells_when_it_was_written()
    {
        using var zip = new ZipArchive(new MemoryStream(await AReport.Of(AReport.Lines).WrittenAsync(ReportFormat.Xlsx)));

        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void A_text_comes_out_as_it_went_in() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), texts =>
        {
            string[] legal = [.. texts.Select(text => Legal(text ?? ""))];

            using var workbook = OpenAsync(AReport.OfTexts(texts.Select(text => text ?? ""))).GetAwaiter().GetResult();

            Assert.Equal(legal, Rows(workbook).Skip(3).Select(row => TextOf(row.Elements<Cell>().Single())));
        }).Check(Units.Fixed.Seed);

    [Theory]
    [InlineData("_x000D_", "_x000D_")]
    [InlineData("a\rb\r\nc", "a\rb\r\nc")]
    [InlineData(" spaces  stay ", " spaces  stay ")]
    [InlineData("bell\u0007, whole \ud83d\ude00", "bell, whole \ud83d\ude00")]
    public async Task Odd_texts_too(string text, string read)
    {
        using var workbook = await OpenAsync(AReport.OfTexts(text));

        Assert.Equal(read, TextOf(Rows(workbook)[3].Elements<Cell>().Single()));
    }

    [Fact]
    public async Task Half_a_character_is_replaced() // No attribute of a test can hold one.
    {
        using var workbook = await OpenAsync(AReport.OfTexts("half \ud83d."));

        Assert.Equal("half \ufffd.", TextOf(Rows(workbook)[3].Elements<Cell>().Single()));
    }

    [Fact]
    public async Task A_text_that_no_cell_can_hold_is_cut_with_an_ellipsis()
    {
        using var workbook = await OpenAsync(AReport.OfTexts(new string('x', 40_000)));

        Assert.Equal(new string('x', 32_766) + "…", TextOf(Rows(workbook)[3].Elements<Cell>().Single()));
    }

    private static async Task<SpreadsheetDocument> OpenAsync(Report report) =>
        SpreadsheetDocument.Open(new MemoryStream(await report.WrittenAsync(ReportFormat.Xlsx)), isEditable: false);

    private static Worksheet Sheet(SpreadsheetDocument workbook, int index = 0)
    {
        var sheet = workbook.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().ElementAt(index);
        return ((WorksheetPart)workbook.WorkbookPart.GetPartById(sheet.Id!.Value!)).Worksheet;
    }

    private static List<Row> Rows(SpreadsheetDocument workbook, int sheet = 0) => [.. Sheet(workbook, sheet).Descendants<Row>()];

    /// <summary>As Excel reads it: _xHHHH_ is a character.</summary>
    private static string TextOf(Cell cell) => XmlConvert.DecodeName(cell.InnerText)!;

    private static CellFormat FormatCell(SpreadsheetDocument workbook, Cell cell) =>
        (CellFormat)workbook.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.ElementAt((int)cell.StyleIndex!.Value);

    private static string FormatOf(SpreadsheetDocument workbook, Cell cell)
    {
        var id = FormatCell(workbook, cell).NumberFormatId!.Value;
        return workbook.WorkbookPart!.WorkbookStylesPart!.Stylesheet.NumberingFormats!.Elements<NumberingFormat>()
            .Single(format => format.NumberFormatId!.Value == id).FormatCode!.Value!;
    }

    /// <summary>Without the characters that no XML document can hold.</summary>
    private static string Legal(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value)));
}
