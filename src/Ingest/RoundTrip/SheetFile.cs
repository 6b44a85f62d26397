using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.RoundTrip;

/// <summary>A cell as the file has it.</summary>
/// <param name="IsNumber">A workbook says that it is a number; it may be a day or a time of day.</param>
public readonly record struct SheetCell(string Text, bool IsNumber = false);

/// <summary>A row of a sheet that came back.</summary>
/// <param name="Line">Of the file, or the row's number in the workbook.</param>
/// <param name="Cells">By column name; a column that the file lacks is not there.</param>
/// <param name="Problem">Why the row cannot be read; null where it can.</param>
public sealed record SheetRow(int Line, IReadOnlyDictionary<string, SheetCell> Cells, string? Problem = null);

/// <summary>Reads a sheet that came back: the CSV or XLSX file that was downloaded, whatever a spreadsheet program made of it.</summary>
public static class SheetFile
{
    /// <summary>The longest file.</summary>
    public const long MostBytes = 16 << 20;

    /// <summary>Twice what a download has: two of them may be put together.</summary>
    public const int MostRows = 2 * CorrectionSheet.MostEntries;

    /// <summary>A title and a subtitle may stand above the columns' names.</summary>
    private const int LinesBeforeNames = 10;

    private static readonly byte[] _zip = "PK\u0003\u0004"u8.ToArray();

    /// <exception cref="FileRefusedException">It is no such sheet, or longer than <see cref="MostRows"/>.</exception>
    public static IReadOnlyList<SheetRow> Read(byte[] content)
    {
        var lines = content.AsSpan().StartsWith(_zip) ? Workbook.Read(content) : Csv(content);
        string[]? names = null;
        var rows = new List<SheetRow>();
        foreach (var (number, cells, problem) in lines)
        {
            if (names is null)
            {
                names = NamesIn(cells);
                if (names is null && number > LinesBeforeNames)
                {
                    break;
                }

                continue;
            }

            if (problem is null && cells.All(cell => string.IsNullOrWhiteSpace(cell.Text)))
            {
                continue;
            }

            if (rows.Count == MostRows)
            {
                throw new FileRefusedException($"The file has more than {MostRows:#,0} rows: send it in parts.");
            }

            rows.Add(new(number, ByName(names, cells), problem));
        }

        return names is null
            ? throw new FileRefusedException("The file has no columns “Entry id” and “Version”. Send the file that was downloaded here, with the names of its columns.")
            : rows;
    }

    private static string[]? NamesIn(IReadOnlyList<SheetCell> cells)
    {
        var names = cells.Select(cell => SheetColumns.NameOf(cell.Text)).ToArray();
        if (!names.Contains(SheetColumns.EntryId) || !names.Contains(SheetColumns.Version))
        {
            return null;
        }

        return names.Where(name => name.Length > 0).GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new FileRefusedException($"The column {twice.Key} is there twice.")
            : names;
    }

    private static Dictionary<string, SheetCell> ByName(string[] names, IReadOnlyList<SheetCell> cells)
    {
        var row = new Dictionary<string, SheetCell>(StringComparer.Ordinal);
        for (var column = 0; column < names.Length; column++)
        {
            if (names[column].Length > 0)
            {
                row[names[column]] = column < cells.Count ? cells[column] : new("");
            }
        }

        return row;
    }

    private static IEnumerable<(int Number, IReadOnlyList<SheetCell> Cells, string? Problem)> Csv(byte[] content)
    {
        Utf8Check.Demand(content);
        using var records = new RecordReader(content, content is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        while (records.Read())
        {
            SheetCell[] cells = records.Problem is null ? [.. records.Fields.Current.ToArray().Select(text => new SheetCell(text))] : [];
            if (records.ExpectedFields == 0 && cells.Any(cell => SheetColumns.NameOf(cell.Text) == SheetColumns.EntryId))
            {
                records.ExpectedFields = cells.Length;
            }

            yield return (records.Place.LineNumber, cells, records.Problem);
        }
    }
}
