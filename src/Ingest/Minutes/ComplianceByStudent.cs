using MedicaidLogs.Core.Files;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>A line of the ledger with its student.</summary>
public sealed record StudentLine(Student Student, LedgerLine Line, MinuteTotals Total);

/// <summary>Every student's lines as a spreadsheet, for the whole range or by week, month or plan year.</summary>
public static class ComplianceByStudent
{
    private static readonly string[] Columns =
    [
        "student", "plan", "row", "service", "mode", "frequency", "provider", "from", "to", .. MinuteColumns.Names, "percent_given",
        "percent_offered", "running_mandated", "running_given", "running_percent", "status", "no_target_because",
    ];

    /// <param name="worst">How many of the lines that are not on track come back, those with the lowest percentage first.</param>
    public static async Task<(GroupTotals All, IReadOnlyList<StudentLine> Worst)> WriteAsync(
        LedgerBook book, ReportPeriod period, Stream file, int worst, CancellationToken cancellationToken = default)
    {
        await using var csv = new CsvOutput(file);
        csv.Header(Columns);
        var all = new GroupTotals();
        var lowest = new PriorityQueue<StudentLine, (long, long)>(Comparer<(long, long)>.Create((one, other) => other.CompareTo(one)));
        var providers = book.Reference.Providers.ToDictionary(provider => provider.ProviderId, provider => provider.ProviderNumber);
        await foreach (var ledger in book.StudentsAsync(cancellationToken))
        {
            foreach (var line in ledger.Lines)
            {
                var total = line.Total();
                all.Add(ledger.Student.StudentId, total, book.Rules);
                Write(csv, book, ledger.Student, line, line.ProviderId is { } id ? providers.GetValueOrDefault(id) : null, period);
                if (total.StatusUnder(book.Rules) is MinuteStatus.AtRisk or MinuteStatus.Concern)
                {
                    lowest.Enqueue(new(ledger.Student, line, total), (((ExactSum)total.Given).TenthsOfPercentOf(total.Mandated), line.Row.GridRowId));
                    _ = lowest.Count > worst ? lowest.Dequeue() : null;
                }
            }
        }

        return (all, [.. lowest.UnorderedItems.OrderBy(line => line.Priority).Select(line => line.Element)]);
    }

    private static void Write(CsvOutput csv, LedgerBook book, Student student, LedgerLine line, string? provider, ReportPeriod period)
    {
        var name = book.RowNames[line.Row.GridRowId];
        var running = default(MinuteTotals);
        foreach (var (from, to) in ReportPeriods.Of(line, book.Range, period))
        {
            var totals = line.Between(from, to);
            running += totals;
            csv.Text(student.StudentNumber).Text(name.PlanNumber).Text(name.RowNumber).Text(line.Row.Service)
                .Text(line.Row.Mode?.ToString().ToLowerInvariant() ?? "either").Text(name.FrequencyText).Text(provider).Date(from).Date(to);
            MinuteColumns.Write(csv, totals, line.Problem is null);
            csv.Text(MinuteTexts.Percent(totals.Given, totals.Mandated)).Text(MinuteTexts.Percent(totals.Given + totals.Offered, totals.Mandated))
                .Text(line.Problem is null ? running.Mandated.ToDisplay() : "").Number(running.Given).Text(MinuteTexts.Percent(running.Given, running.Mandated))
                .Text(MinuteTexts.Of(running.StatusUnder(book.Rules))).Text(MinuteTexts.Of(line.Problem));
            csv.EndRow();
        }
    }
}
