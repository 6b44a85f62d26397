using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Lines of the ledger gathered by provider or by school, as a spreadsheet.</summary>
/// <remarks>
/// A line stands under the provider who logged most of it, or under none. It stands under each school for the days on which the
/// student was there, and under none for days without enrolment.
/// </remarks>
public static class ComplianceByGroup
{
    private static readonly string[] Columns =
    [
        "students", "rows", "on_track", "at_risk", "concern", "no_target", .. MinuteColumns.Names, "counted", "percent_given", "percent_offered", "status",
    ];

    /// <returns>The groups by provider number, the empty text for lines that nobody has logged.</returns>
    public static Task<SortedDictionary<string, GroupTotals>> WriteByProviderAsync(LedgerBook book, Stream file, CancellationToken cancellationToken = default)
    {
        var numbers = book.Reference.Providers.ToDictionary(provider => provider.ProviderId, provider => provider.ProviderNumber);
        return WriteAsync(
            book, "provider", line => [(line.ProviderId is { } id ? numbers.GetValueOrDefault(id) ?? "" : "", line.Total())], file, cancellationToken);
    }

    /// <returns>The groups by school code, the empty text for days without enrolment.</returns>
    public static Task<SortedDictionary<string, GroupTotals>> WriteBySchoolAsync(LedgerBook book, Stream file, CancellationToken cancellationToken = default) =>
        WriteAsync(
            book, "school",
            line => line.Stretches
                .GroupBy(stretch => stretch.SchoolCode ?? "", stretch => line.Between(stretch.From, stretch.To))
                .Select(school => (school.Key, school.Aggregate((sum, part) => sum + part))),
            file, cancellationToken);

    private static async Task<SortedDictionary<string, GroupTotals>> WriteAsync(
        LedgerBook book, string group, Func<LedgerLine, IEnumerable<(string Key, MinuteTotals Totals)>> groupsOf, Stream file, CancellationToken cancellationToken)
    {
        var groups = new SortedDictionary<string, GroupTotals>(StringComparer.Ordinal);
        await foreach (var ledger in book.StudentsAsync(cancellationToken))
        {
            foreach (var (key, totals) in ledger.Lines.SelectMany(groupsOf))
            {
                groups.TryAdd(key, new());
                groups[key].Add(ledger.Student.StudentId, totals, book.Rules);
            }
        }

        await using var csv = new CsvOutput(file);
        csv.Header([group, .. Columns]);
        foreach (var (key, totals) in groups)
        {
            csv.Text(key).Number(totals.Students).Number(totals.Lines)
                .Number(totals.OnTrack).Number(totals.AtRisk).Number(totals.Concern).Number(totals.WithoutTarget);
            MinuteColumns.Write(csv, totals);
            csv.Text(totals.Counted.ToDisplay()).Text(MinuteTexts.Percent(totals.Counted, totals.Minutes.Mandated))
                .Text(MinuteTexts.Percent(totals.CountedOrOffered, totals.Minutes.Mandated)).Text(MinuteTexts.Of(totals.StatusUnder(book.Rules)));
            csv.EndRow();
        }

        return groups;
    }
}
