using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MedicaidLogs.Ingest.Tests.RoundTrip;

/// <summary>A downloaded sheet in a person's hands: its cells by row and column name.</summary>
internal sealed class Sheet(List<string> names, List<Dictionary<string, string>> rows)
{
    public static Sheet Parse(byte[] csv)
    {
        using var reader = CsvHelper.CsvReader.Create(new MemoryStream(csv), new() { Separator = ',', HasHeader = false, AllowLineBreaksInQuotes = true, Mode = CsvHelper.CsvMode.Rfc4180, Quote = '"' }, leaveOpen: false);
        Assert.True(reader.Read());
        var names = reader.Current.ToArray().ToList();
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(names.Zip(reader.Current.ToArray()).ToDictionary(pair => pair.First, pair => pair.Second));
        }

        return new(names, rows);
    }

    public Dictionary<string, string> this[int row] => rows[row];

    public int Rows => rows.Count;

    /// <summary>Changes the row of an entry and says why.</summary>
    public Sheet With(long entryId, string field, string text, string why = "seen in the paper log")
    {
        var row = rows.Single(row => row["entry_id"] == $"{entryId}");
        (row[field], row["reason_for_the_change"]) = (text, why);
        return this;
    }

    public Sheet Without(string column)
    {
        names.Remove(column);
        return this;
    }

    public Sheet Twice(int row)
    {
        rows.Add(new(rows[row]));
        return this;
    }

    public byte[] Csv() => Encoding.UTF8.GetBytes(string.Concat(
        new[] { names }.Concat(rows.Select(row => names.Select(name => row[name]).ToList()))
            .Select(cells => string.Join(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n")));

    /// <summary>As a spreadsheet program saves it: texts shared, and numbers where <paramref name="numbers"/> says so.</summary>
    public byte[] Xlsx(params string[] numbers)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var shared = new SharedStringTable();
            var data = new SheetData(new Row(Text("Entries to correct")) { RowIndex = 1 }, Line(3, name => Text(Ingest.RoundTrip.SheetColumns.HeadingOf(name))));
            for (var row = 0; row < rows.Count; row++)
            {
                var cells = rows[row];
                data.Append(Line((uint)row + 4, name => numbers.Contains(name) ? new Cell { CellValue = new CellValue(cells[name]) } : Text(cells[name])));
            }

            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(data);
            book.AddNewPart<SharedStringTablePart>().SharedStringTable = shared;
            book.Workbook = new Workbook(new Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "Report" }));

            Cell Text(string text)
            {
                shared.Append(new SharedStringItem(new Text(text)));
                return new Cell { DataType = CellValues.SharedString, CellValue = new CellValue(shared.ChildElements.Count - 1) };
            }

            Row Line(uint number, Func<string, Cell> of)
            {
                var row = new Row { RowIndex = number };
                for (var column = 0; column < names.Count; column++)
                {
                    var cell = of(names[column]);
                    cell.CellReference = $"{(column >= 26 ? "A" : "")}{(char)('A' + (column % 26))}{number}";
                    row.Append(cell);
                }

                return row;
            }
        }

        return stream.ToArray();
    }
}
