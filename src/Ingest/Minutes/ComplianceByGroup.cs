using MedicaidLogs.Core.Reports;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Lines of the ledger gathered by provider or by school.</summary>
/// <remarks>
/// A line stands under the provider who logged most of it, or under none. It stands under each school for the days on which the
/// student was there, and under none for days without enrolment.
/// </remarks>
/// <param name="By"><c>provider</c> or <c>school</c>.</param>
/// <param name="Groups">By provider number or school code; the empty text for lines that nobody has logged, and for days without enrolment.</param>
public sealed record ComplianceByGroup(LedgerBook Book, string By, SortedDictionary<string, GroupTotals> Groups)
{
    public static Task<ComplianceByGroup> LoadByProviderAsync(LedgerBook book, CancellationToken cancellationToken = default)
    {
        var numbers = book.Reference.Providers.ToDictionary(provider => provider.ProviderId, provider => provider.ProviderNumber);
        return LoadAsync(
            book, "provider", line => [(line.ProviderId is { } id ? numbers.GetValueOrDefault(id) ?? "" : "", line.Total())], cancellationToken);
    }

    public static Task<ComplianceByGroup> LoadBySchoolAsync(LedgerBook book, CancellationToken cancellationToken = default) =>
        LoadAsync(
            book, "school",
            line => line.Stretches
                .GroupBy(stretch => stretch.SchoolCode ?? "", stretch => line.Between(stretch.From, stretch.To))
                .Select(school => (school.Key, school.Aggregate((sum, part) => sum + part))),
            cancellationToken);

    /// <summary>A row for each group.</summary>
    public Report Report() => new Columns<KeyValuePair<string, GroupTotals>>()
        .Text(By, char.ToUpperInvariant(By[0]) + By[1..], group => group.Key)
        .Count("students", "Students", group => group.Value.Students)
        .Count("rows", "Grid rows", group => group.Value.Lines)
        .Count("on_track", "On track", group => group.Value.OnTrack)
        .Count("at_risk", "At risk", group => group.Value.AtRisk)
        .Count("concern", "Concern", group => group.Value.Concern)
        .Count("no_target", "No target", group => group.Value.WithoutTarget)
        .AllMinutes(group => group.Value.Minutes, group => new(group.Value.Minutes.Mandated, group.Value.Unlogged, group.Value.Beyond))
        .Exact("counted", "Counted", group => group.Value.Counted)
        .Share("percent_given", "Given", group => group.Value.Counted, group => group.Value.Minutes.Mandated)
        .Share("percent_offered", "Given or offered", group => group.Value.CountedOrOffered, group => group.Value.Minutes.Mandated)
        .Text("status", "Status", group => MinuteTexts.Of(group.Value.StatusUnder(Book.Rules)))
        .Report($"Minutes given, by {By}", Book, Groups);

    private static async Task<ComplianceByGroup> LoadAsync(
        LedgerBook book, string by, Func<LedgerLine, IEnumerable<(string Key, MinuteTotals Totals)>> groupsOf, CancellationToken cancellationToken)
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

        return new(book, by, groups);
    }
}
