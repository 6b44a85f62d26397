using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Core.Reports;

/// <summary>A report as CSV: a line of column names, then a line for each row. The title stays out: scripts read these.</summary>
internal static class CsvReport
{
    public static async Task WriteAsync(Report report, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = new CsvOutput(output);
        csv.Header([.. report.Columns.Select(column => column.Name)]);
        await foreach (var row in report.Rows.WithCancellation(cancellationToken))
        {
            for (var column = 0; column < report.Columns.Count; column++)
            {
                Write(csv, report.Columns[column].Kind, row.Cells[column]);
            }

            csv.EndRow();
        }
    }

    private static void Write(CsvOutput csv, ColumnKind kind, Cell cell) => _ = (kind, cell) switch
    {
        (_, { Number: null }) => csv.Text(cell.Text),
        (ColumnKind.Units, { Number: { } milli }) => csv.Decimal(milli, 3),
        (ColumnKind.Dollars, { Number: { } cents }) => csv.Dollars(cents),
        (ColumnKind.Percent, { Number: { } tenths }) => csv.Decimal(tenths, 1),
        (ColumnKind.Hundredths, { Number: { } hundredths }) => csv.Hundredths(hundredths),
        (ColumnKind.Date, { Number: { } day }) => csv.Date(DateOnly.FromDayNumber((int)day)),
        _ => csv.Number(cell.Number),
    };
}
