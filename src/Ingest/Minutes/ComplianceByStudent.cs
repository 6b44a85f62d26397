using System.Runtime.CompilerServices;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>A line of the ledger with its student.</summary>
public sealed record StudentLine(Student Student, LedgerLine Line, MinuteTotals Total);

/// <summary>Every student's lines, for the whole range or by week, month or plan year.</summary>
/// <param name="worst">How many of the lines that are not on track are kept.</param>
public sealed class ComplianceByStudent(LedgerBook book, ReportPeriod period, int worst)
{
    private readonly PriorityQueue<StudentLine, (long, long)> _lowest = new(Comparer<(long, long)>.Create((one, other) => other.CompareTo(one)));

    /// <summary>Of the whole range, once the report is written.</summary>
    public GroupTotals All { get; } = new();

    /// <summary>Lines that are not on track, those with the lowest percentage first, once the report is written.</summary>
    public IReadOnlyList<StudentLine> Worst => [.. _lowest.UnorderedItems.OrderBy(line => line.Priority).Select(line => line.Element)];

    /// <summary>A row for each line and period, read from the store while it is written.</summary>
    public Report Report(CancellationToken cancellationToken = default) => new Columns<Row>()
        .GridRow(book, row => (row.Student, row.Line))
        .Text("mode", "Mode", row => row.Line.Row.Mode?.ToString().ToLowerInvariant() ?? "either")
        .Text("frequency", "Frequency", row => book.RowNames[row.Line.Row.GridRowId].FrequencyText)
        .Provider(book, row => row.Line.ProviderId)
        .Date("from", "From", row => row.From)
        .Date("to", "To", row => row.To)
        .AllMinutes(row => row.Totals, row => row.HasTarget ? new(row.Totals.Mandated, row.Totals.Unlogged, row.Totals.Beyond) : null)
        .Share("percent_given", "Given", row => row.Totals.Given, row => row.Totals.Mandated)
        .Share("percent_offered", "Given or offered", row => row.Totals.Given + row.Totals.Offered, row => row.Totals.Mandated)
        .Exact("running_mandated", "Mandated so far", row => row.HasTarget ? row.Running.Mandated : null)
        .Minutes("running_given", "Given so far", row => row.Running.Given)
        .Share("running_percent", "Given of it", row => row.Running.Given, row => row.Running.Mandated)
        .Text("status", "Status", row => MinuteTexts.Of(row.Running.StatusUnder(book.Rules)))
        .Text("no_target_because", "No target because", row => MinuteTexts.Of(row.Line.Problem))
        .Report("Minutes given, by student", book, RowsAsync(cancellationToken));

    private async IAsyncEnumerable<Row> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var ledger in book.StudentsAsync(cancellationToken))
        {
            foreach (var line in ledger.Lines)
            {
                Count(new(ledger.Student, line, line.Total()));
                var running = default(MinuteTotals);
                foreach (var (from, to) in ReportPeriods.Of(line, book.Range, period))
                {
                    var totals = line.Between(from, to);
                    running += totals;
                    yield return new(ledger.Student, line, from, to, totals, running);
                }
            }
        }
    }

    private void Count(StudentLine line)
    {
        All.Add(line.Student.StudentId, line.Total, book.Rules);
        if (line.Total.StatusUnder(book.Rules) is MinuteStatus.AtRisk or MinuteStatus.Concern)
        {
            _lowest.Enqueue(line, (((ExactSum)line.Total.Given).TenthsOfPercentOf(line.Total.Mandated), line.Line.Row.GridRowId));
            _ = _lowest.Count > worst ? _lowest.Dequeue() : null;
        }
    }

    private sealed record Row(Student Student, LedgerLine Line, DateOnly From, DateOnly To, MinuteTotals Totals, MinuteTotals Running)
    {
        public bool HasTarget => Line.Problem is null;
    }
}
