using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Core.Reports;

/// <summary>A report as a page to print: the head of the table stands on every sheet, numbers to the right.</summary>
internal sealed class HtmlReport
{
    private const int RowsAtOnce = 500;
    private const int LongestWord = 24; // a file's name may be broken

    private static readonly string _style = ReadStyle();

    private readonly IReadOnlyList<Column> _columns;
    private readonly Html _html = new();

    private HtmlReport(IReadOnlyList<Column> columns) => _columns = columns;

    public static async Task WriteAsync(Report report, Stream output, CancellationToken cancellationToken)
    {
        var page = new HtmlReport(report.Columns);
        page.Head(report.Title, report.Subtitle);
        var rows = 0;
        await foreach (var row in report.Rows.WithCancellation(cancellationToken))
        {
            page.Row(row);
            if (++rows % RowsAtOnce == 0)
            {
                await page._html.FlushAsync(output, cancellationToken);
            }
        }

        page.Foot(rows);
        await page._html.FlushAsync(output, cancellationToken);
    }

    private static string ReadStyle()
    {
        using var stream = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("Reports/report.css")!);
        return stream.ReadToEnd();
    }

    private void Head(string title, string subtitle)
    {
        _html.Add($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
        _html.Add($"<title>{title}</title>\n<style>\n").Trusted(_style).Add($"</style>\n</head>\n<body>\n<main>\n");
        _html.Add($"<header>\n<h1>{title}</h1>\n<p>{subtitle}</p>\n</header>\n<table>\n<thead><tr>");
        foreach (var column in _columns)
        {
            _html.Add($"<th scope=\"col\"").Trusted(ClassOf(column.Kind)).Add($">{column.Heading}</th>");
        }

        _html.Add($"</tr></thead>\n<tbody>\n");
    }

    private void Row(ReportRow row)
    {
        _html.Trusted(row.IsTotal ? "<tr class=\"total\">" : "<tr>");
        for (var column = 0; column < _columns.Count; column++)
        {
            var (kind, cell) = (_columns[column].Kind, row.Cells[column]);
            _html.Add($"<td").Trusted(cell.Number is null ? ClassOf(cell.Text) : ClassOf(kind)).Add($">{cell.In(kind)}</td>");
        }

        _html.Add($"</tr>\n");
    }

    private void Foot(int rows)
    {
        if (rows == 0)
        {
            _html.Add($"<tr><td colspan=\"{_columns.Count}\">Nothing to show.</td></tr>\n");
        }

        _html.Add($"</tbody>\n</table>\n</main>\n</body>\n</html>\n");
    }

    private static string ClassOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => "",
        ColumnKind.Date => " class=\"date\"",
        _ => " class=\"number\"",
    };

    /// <summary>A code or a month is read as one: a browser would break it at its hyphen.</summary>
    private static string ClassOf(string? text) =>
        text is { Length: <= LongestWord } && text.Contains('-', StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace) ? " class=\"word\"" : "";
}
