using DocumentFormat.OpenXml.Spreadsheet;

namespace MedicaidLogs.Core.Reports;

/// <summary>The styles of a report's sheets: one for each kind of column, the same in bold for totals, and those of the heads.</summary>
internal static class XlsxStyles
{
    private const uint FirstOwnFormat = 164; // Those below are Excel's.

    /// <summary>Number formats in the order of <see cref="ColumnKind"/>.</summary>
    private static readonly string[] _formats = ["@", "0", "#,##0", "#,##0", "#,##0.0##", "#,##0.00", "yyyy-mm-dd", "0.0%", "#,##0.00"];

    public static readonly uint Heading = (uint)_formats.Length * 2;
    public static readonly uint NumberHeading = Heading + 1;
    public static readonly uint Title = Heading + 2;

    public static uint Of(ColumnKind kind, bool total) => ((uint)kind * 2) + (total ? 1u : 0u);

    public static Stylesheet Sheet()
    {
        var formats = _formats.Select((code, index) => new NumberingFormat { NumberFormatId = FirstOwnFormat + (uint)index, FormatCode = code });
        var cells = _formats.SelectMany((_, index) => new[] { CellOf(index, bold: false), CellOf(index, bold: true) });
        return new Stylesheet(
            new NumberingFormats(formats) { Count = (uint)_formats.Length },
            new Fonts(FontOf(10, bold: false), FontOf(10, bold: true), FontOf(14, bold: true)) { Count = 3 },
            new Fills(FillOf(PatternValues.None), FillOf(PatternValues.Gray125)) { Count = 2 }, // Both are Excel's own.
            new Borders(new Border(), new Border(Edge<TopBorder>()), new Border(Edge<BottomBorder>())) { Count = 3 },
            new CellStyleFormats(new CellFormat()) { Count = 1 },
            new CellFormats(cells.Concat([HeadingOf(HorizontalAlignmentValues.Left), HeadingOf(HorizontalAlignmentValues.Right), new CellFormat { FontId = 2, ApplyFont = true }]))
            {
                Count = Title + 1,
            });
    }

    private static CellFormat CellOf(int format, bool bold) => new(new Alignment { Vertical = VerticalAlignmentValues.Top })
    {
        NumberFormatId = FirstOwnFormat + (uint)format,
        FontId = bold ? 1u : 0u,
        BorderId = bold ? 1u : 0u,
        ApplyNumberFormat = true,
        ApplyFont = bold,
        ApplyBorder = bold,
        ApplyAlignment = true,
    };

    private static CellFormat HeadingOf(HorizontalAlignmentValues side) => new(new Alignment { Horizontal = side, Vertical = VerticalAlignmentValues.Bottom, WrapText = true })
    {
        FontId = 1,
        BorderId = 2,
        ApplyFont = true,
        ApplyBorder = true,
        ApplyAlignment = true,
    };

    private static Font FontOf(int points, bool bold)
    {
        var font = new Font();
        if (bold)
        {
            font.Append(new Bold());
        }

        font.Append(new FontSize { Val = points }, new FontName { Val = "Arial" });
        return font;
    }

    private static Fill FillOf(PatternValues pattern) => new(new PatternFill { PatternType = pattern });

    private static T Edge<T>()
        where T : BorderPropertiesType, new() => new() { Style = BorderStyleValues.Thin };
}
