namespace MedicaidLogs.Core.Reports;

/// <summary>Some of a report's rows, to be read on a screen; the total is of all of them.</summary>
/// <param name="First">The first rows of all, whichever page it is: what a chart shows.</param>
/// <param name="Total">Null where the report has no rows, or no total.</param>
/// <param name="Count">All rows, without the total.</param>
/// <param name="Number">Of the page: 1 and up, the last where there are not so many.</param>
public sealed record ReportPage(
    string Title, string Subtitle, IReadOnlyList<Column> Columns, IReadOnlyList<ReportRow> First, IReadOnlyList<ReportRow> Rows, ReportRow? Total, int Count, int Number)
{
    public const int RowsAPage = 100;
    public const int FirstRows = 20;

    public int Pages => Math.Max(1, (Count + RowsAPage - 1) / RowsAPage);

    /// <summary>Reads the report to its end, as its total needs, and keeps no more than a page of it.</summary>
    public static async Task<ReportPage> ReadAsync(Report report, int number, CancellationToken cancellationToken = default)
    {
        var (first, rows, count) = (new List<ReportRow>(), new List<ReportRow>(), 0);
        ReportRow? total = null;
        await foreach (var row in report.Rows.WithCancellation(cancellationToken))
        {
            if (row.IsTotal)
            {
                total = row;
                continue;
            }

            if (count < FirstRows)
            {
                first.Add(row);
            }

            if (count / RowsAPage < number && count % RowsAPage == 0)
            {
                rows.Clear(); // a page begins, and it is not beyond the one that is asked for
            }

            if (count / RowsAPage < number)
            {
                rows.Add(row);
            }

            count++;
        }

        return new(report.Title, report.Subtitle, report.Columns, first, rows, total, count, Math.Clamp(number, 1, Math.Max(1, (count + RowsAPage - 1) / RowsAPage)));
    }
}
