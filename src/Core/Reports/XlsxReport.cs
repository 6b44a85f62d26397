using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Core.Reports;

/// <summary>A report as an Excel workbook: typed cells, a head that stays in sight, a filter, widths by kind.</summary>
/// <remarks>
/// The package is zipped here and not by System.IO.Packaging, which stamps each part with the time of day and, where it can,
/// holds them in memory. A report that is longer than a sheet goes on on the next one.
/// </remarks>
internal sealed class XlsxReport
{
    /// <summary>Rows of a sheet: Excel's own limit.</summary>
    public const int MaxRows = 1_048_576;

    private const string ContentTypes = """
        <?xml version="1.0" encoding="utf-8"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
        """;

    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string RelationshipsHead = """
        <?xml version="1.0" encoding="utf-8"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        """;

    private readonly Report _report;
    private readonly StableZip _zip;
    private readonly int _maxRows;

    private XlsxReport(Report report, StableZip zip, int maxRows) => (_report, _zip, _maxRows) = (report, zip, maxRows);

    public static async Task WriteAsync(Report report, Stream output, CancellationToken cancellationToken, int maxRows = MaxRows)
    {
        using var zip = new StableZip(output);
        await new XlsxReport(report, zip, maxRows).WriteAsync(cancellationToken);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        AddText("[Content_Types].xml", ContentTypes);
        AddText("_rels/.rels", RelationshipsHead + Relationship("workbook", "officeDocument", "xl/workbook.xml") + "</Relationships>");
        AddPart("xl/styles.xml", XlsxStyles.Sheet());
        await using var rows = _report.Rows.GetAsyncEnumerator(cancellationToken);
        var more = await rows.MoveNextAsync();
        var sheets = 0;
        do
        {
            await using var part = _zip.Add($"xl/worksheets/sheet{++sheets}.xml");
            more = await new XlsxSheet(_report, part, _maxRows).WriteAsync(rows, more);
        }
        while (more);

        var links = Enumerable.Range(1, sheets).Select(sheet => Relationship($"sheet{sheet}", "worksheet", $"worksheets/sheet{sheet}.xml"));
        AddText("xl/_rels/workbook.xml.rels", $"{RelationshipsHead}{string.Concat(links)}{Relationship("styles", "styles", "styles.xml")}</Relationships>");
        AddPart("xl/workbook.xml", Workbook(sheets));
    }

    private static Workbook Workbook(int count)
    {
        var (sheets, names) = (new Sheets(), new DefinedNames());
        for (var sheet = 1; sheet <= count; sheet++)
        {
            var name = sheet == 1 ? "Report" : $"Report {sheet}";
            sheets.Append(new Sheet { Name = name, SheetId = (uint)sheet, Id = $"sheet{sheet}" });
            names.Append(new DefinedName($"'{name}'!${XlsxSheet.HeadingRow}:${XlsxSheet.HeadingRow}") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)sheet - 1 });
        }

        return new Workbook(new BookViews(new WorkbookView()), sheets, names);
    }

    private static string Relationship(string id, string type, string target) => $"""<Relationship Id="{id}" Type="{Relationships}/{type}" Target="{target}"/>""";

    private void AddText(string name, string xml)
    {
        using var part = _zip.Add(name);
        part.Write(Encoding.UTF8.GetBytes(xml));
    }

    private void AddPart(string name, OpenXmlElement root)
    {
        using var part = _zip.Add(name);
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartDocument();
        writer.WriteElement(root);
    }
}
