using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.RoundTrip;

/// <summary>Reads the first sheet of an XLSX workbook, row after row; formulas count as what they came to.</summary>
internal static partial class Workbook
{
    /// <summary>Of all that is packed in it, and of one part in characters: a file may unpack to a thousand times its size.</summary>
    private const long MostUnpackedBytes = 128L << 20;

    private const string Unreadable = "The workbook cannot be read. Save it as an XLSX workbook without a password, or as CSV UTF-8.";

    /// <exception cref="FileRefusedException">It is no workbook, or too large.</exception>
    public static IReadOnlyList<(int Number, IReadOnlyList<SheetCell> Cells, string? Problem)> Read(byte[] content)
    {
        try
        {
            DemandSize(content);
            using var document = SpreadsheetDocument.Open(new MemoryStream(content, writable: false), isEditable: false, new OpenSettings { MaxCharactersInPart = MostUnpackedBytes });
            return RowsOf(document);
        }
        catch (Exception exception) when (exception is OpenXmlPackageException or FileFormatException or InvalidDataException or XmlException or FormatException or OverflowException)
        {
            throw new FileRefusedException(Unreadable);
        }
    }

    private static void DemandSize(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content, writable: false));
        if (zip.Entries.Sum(entry => entry.Length) > MostUnpackedBytes)
        {
            throw new FileRefusedException("The workbook is too large when it is unpacked. Send it in parts.");
        }
    }

    private static List<(int, IReadOnlyList<SheetCell>, string?)> RowsOf(SpreadsheetDocument document)
    {
        if (document.WorkbookPart is not { Workbook: { } workbook } book
            || workbook.Descendants<Sheet>().FirstOrDefault()?.Id?.Value is not { } id
            || book.GetPartById(id) is not WorksheetPart part)
        {
            throw new FileRefusedException(Unreadable);
        }

        var shared = book.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(item => item.InnerText).ToArray() ?? [];
        var rows = new List<(int, IReadOnlyList<SheetCell>, string?)>();
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row) && reader.IsStartElement && reader.LoadCurrentElement() is Row row)
            {
                var number = row.RowIndex?.Value is { } index ? checked((int)index) : rows.Count + 1;
                rows.Add((number, CellsOf(row, shared), null));
                if (rows.Count > SheetFile.MostRows * 2)
                {
                    throw new FileRefusedException($"The workbook has more than {SheetFile.MostRows:#,0} rows: send it in parts.");
                }
            }
        }

        return rows;
    }

    private static List<SheetCell> CellsOf(Row row, string[] shared)
    {
        var cells = new List<SheetCell>();
        foreach (var cell in row.Elements<Cell>())
        {
            var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count;
            if (column > SheetWidth || column < cells.Count)
            {
                continue; // nothing of ours stands there
            }

            while (cells.Count < column)
            {
                cells.Add(new(""));
            }

            cells.Add(Of(cell, shared));
        }

        return cells;
    }

    /// <summary>Columns that are looked at: many more than a sheet of ours has.</summary>
    private const int SheetWidth = 200;

    private static SheetCell Of(Cell cell, string[] shared)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value ?? CellValues.Number;
        return type switch
        {
            CellValues.InlineString => new(Unescaped(cell.InlineString?.InnerText ?? "")),
            CellValues.SharedString => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) is var index && index < shared.Length
                ? new(Unescaped(shared[index]))
                : throw new FormatException("A cell refers to no text."),
            CellValues.Number => new(value, IsNumber: value.Length > 0),
            CellValues.Boolean => new(value == "1" ? "yes" : "no"),
            _ => new(Unescaped(value)),
        };
    }

    /// <summary>A is 0, Z is 25, AA is 26.</summary>
    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetterUpper))
        {
            column = checked((column * 26) + letter - 'A' + 1);
        }

        return column - 1;
    }

    /// <summary>Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).</summary>
    private static string Unescaped(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escape().Replace(text, found => ((char)int.Parse(found.Groups["code"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString())
        : text;

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_")]
    private static partial Regex Escape();
}
