using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Xlsx = DocumentFormat.OpenXml.Spreadsheet;

namespace MedicaidLogs.Core.Reports;

/// <summary>One sheet of a report, row after row: title, subtitle, headings, then the rows.</summary>
internal sealed class XlsxSheet(Report report, Stream part, int maxRows)
{
    public const int HeadingRow = 3;

    /// <summary>Of 1900-03-01, the first day that Excel counts right: it takes 1900 for a leap year.</summary>
    private static readonly DateOnly _firstDay = new(1900, 3, 1);
    private static readonly int _dayZero = new DateOnly(1899, 12, 30).DayNumber;

    private readonly OpenXmlWriter _xml = OpenXmlWriter.Create(part);
    private readonly string[] _letters = [.. report.Columns.Select((_, index) => Letters(index))];
    private int _row;

    /// <param name="rows">Stands on the first row to write.</param>
    /// <param name="more">Whether there is one.</param>
    /// <returns>Whether the rows stand on one that found no room.</returns>
    public async Task<bool> WriteAsync(IAsyncEnumerator<ReportRow> rows, bool more)
    {
        Open();
        var lastToFilter = HeadingRow;
        while (more && _row < maxRows)
        {
            WriteRow(rows.Current);
            lastToFilter = rows.Current.IsTotal ? lastToFilter : _row;
            more = await rows.MoveNextAsync();
        }

        Close(lastToFilter);
        return more;
    }

    private void Open()
    {
        _xml.WriteStartDocument();
        _xml.WriteStartElement(new Worksheet());
        _xml.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        _xml.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = HeadingRow, TopLeftCell = $"A{HeadingRow + 1}", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        {
            WorkbookViewId = 0,
        }));
        _xml.WriteElement(new Xlsx.Columns(report.Columns.Select((column, index) => new Xlsx.Column
        {
            Min = (uint)index + 1,
            Max = (uint)index + 1,
            Width = WidthOf(column),
            CustomWidth = true,
        })));
        _xml.WriteStartElement(new SheetData());
        WriteHead([new(report.Title, XlsxStyles.Title)]);
        WriteHead([new(report.Subtitle, XlsxStyles.Of(ColumnKind.Text, total: false))]);
        WriteHead([.. report.Columns.Select(column => (column.Heading, IsNumber(column.Kind) ? XlsxStyles.NumberHeading : XlsxStyles.Heading))]);
    }

    private void Close(int lastToFilter)
    {
        _xml.WriteEndElement(); // SheetData
        _xml.WriteElement(new AutoFilter { Reference = $"A{HeadingRow}:{_letters[^1]}{lastToFilter}" });
        _xml.WriteElement(new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 });
        _xml.WriteElement(new PageSetup { Orientation = OrientationValues.Landscape, FitToHeight = 0 });
        _xml.WriteElement(new HeaderFooter(new OddFooter("&RPage &P of &N")));
        _xml.WriteEndElement(); // Worksheet
        _xml.Close();
    }

    private void WriteHead(IReadOnlyList<(string Text, uint Style)> cells)
    {
        _xml.WriteStartElement(new Row { RowIndex = (uint)++_row });
        for (var column = 0; column < cells.Count; column++)
        {
            WriteCell(column, TextCell(cells[column].Text, cells[column].Style));
        }

        _xml.WriteEndElement();
    }

    private void WriteRow(ReportRow row)
    {
        _xml.WriteStartElement(new Row { RowIndex = (uint)++_row });
        for (var column = 0; column < report.Columns.Count; column++)
        {
            WriteCell(column, CellOf(report.Columns[column].Kind, row.Cells[column], row.IsTotal));
        }

        _xml.WriteEndElement();
    }

    private void WriteCell(int column, Xlsx.Cell cell)
    {
        cell.CellReference = string.Create(CultureInfo.InvariantCulture, $"{_letters[column]}{_row}");
        _xml.WriteElement(cell);
    }

    private static Xlsx.Cell CellOf(ColumnKind kind, Cell cell, bool total)
    {
        var style = XlsxStyles.Of(kind, total);
        return (kind, cell.Number) switch
        {
            (_, null) when !string.IsNullOrEmpty(cell.Text) => TextCell(cell.Text, XlsxStyles.Of(ColumnKind.Text, total)),
            (_, null) => new Xlsx.Cell { StyleIndex = style },
            (ColumnKind.Date, { } day) when day < _firstDay.DayNumber =>
                TextCell(DateOnly.FromDayNumber((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), style),
            (ColumnKind.Date, { } day) => NumberCell(day - _dayZero, 0, style),
            (ColumnKind.Dollars or ColumnKind.Hundredths, { } hundredths) => NumberCell(hundredths, 2, style),
            (ColumnKind.Units or ColumnKind.Percent, { } thousandths) => NumberCell(thousandths, 3, style),
            (_, { } number) => NumberCell(number, 0, style),
        };
    }

    /// <summary>Inline, so that nothing in it is a formula.</summary>
    private static Xlsx.Cell TextCell(string text, uint style) =>
        new(new InlineString(new Xlsx.Text(XlsxText.Of(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };

    private static Xlsx.Cell NumberCell(long number, byte places, uint style) => new(new CellValue(number * new decimal(1, 0, 0, isNegative: false, places)))
    {
        StyleIndex = style,
    };

    private static bool IsNumber(ColumnKind kind) => kind is not (ColumnKind.Text or ColumnKind.Date);

    /// <summary>In characters. Rows stream, so that widths come from what a kind usually needs.</summary>
    private static double WidthOf(Column column) => Math.Max(
        column.Heading.Length + 3, // room for the filter's arrow
        column.Kind switch
        {
            ColumnKind.Text => 16,
            ColumnKind.Dollars => 14,
            ColumnKind.Date => 12,
            _ => 10,
        });

    /// <summary>A, B … Z, AA …</summary>
    private static string Letters(int column) => (column >= 26 ? Letters((column / 26) - 1) : "") + (char)('A' + (column % 26));
}
