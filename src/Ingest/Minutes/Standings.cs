using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Which lines of a district are looked at. What is null narrows nothing.</summary>
/// <param name="School">At which the student was on any of the days.</param>
/// <param name="ProviderId">Who logged most of the line.</param>
/// <param name="Cause">Why some of its minutes are missing.</param>
/// <param name="BehindOnly">Those that lack minutes, or owe some.</param>
public sealed record StandingFilter(string? School, string? Service, long? ProviderId, BehindCause? Cause, bool BehindOnly);

/// <summary>How a line stands: what its student lacks, and why.</summary>
/// <param name="School">The last one of the days; null where the student was enrolled nowhere.</param>
/// <param name="ProviderId">Who logged most of it; null where nobody logged any.</param>
public sealed record Standing(Student Student, LedgerLine Line, MinuteTotals Total, Shortfall Behind, string? School, long? ProviderId)
{
    internal static Standing Of(Student student, LedgerLine line) => new(
        student, line, line.Total(), Shortfall.Of(line),
        line.Stretches.LastOrDefault(stretch => stretch.SchoolCode is not null).SchoolCode, line.ProviderId);

    internal bool IsIn(StandingFilter filter) =>
        (filter.School is null || Line.Stretches.Any(stretch => stretch.SchoolCode == filter.School))
        && (filter.Service is null || Line.Row.Service == filter.Service)
        && (filter.ProviderId is null || ProviderId == filter.ProviderId);

    internal bool IsShown(StandingFilter filter) =>
        (!filter.BehindOnly || Behind.Minutes > 0 || Total.Owed > 0)
        && (filter.Cause is not { } cause || Behind.Of(cause) > 0);
}

/// <summary>A district's lines, those that owe most first, and among them those that are furthest behind.</summary>
/// <param name="Lines">Those that the filter shows.</param>
/// <param name="All">What lines of the school, service and provider come to together, shown or not.</param>
/// <param name="Behind">The same lines': why they lack minutes.</param>
public sealed record Standings(LedgerBook Book, IReadOnlyList<Standing> Lines, GroupTotals All, Shortfall Behind)
{
    public static async Task<Standings> LoadAsync(LedgerBook book, StandingFilter filter, CancellationToken cancellationToken = default)
    {
        var (lines, all, behind) = (new List<Standing>(), new GroupTotals(), default(Shortfall));
        await foreach (var ledger in book.StudentsAsync(cancellationToken))
        {
            foreach (var standing in ledger.Lines.Select(line => Standing.Of(ledger.Student, line)).Where(standing => standing.IsIn(filter)))
            {
                all.Add(standing.Student.StudentId, standing.Total, book.Rules);
                behind += standing.Behind;
                if (standing.IsShown(filter))
                {
                    lines.Add(standing);
                }
            }
        }

        lines.Sort((one, other) => OrderOf(one).CompareTo(OrderOf(other)));
        return new(book, lines, all, behind);

        static (long, long, long) OrderOf(Standing standing) => (-standing.Total.Owed, -standing.Behind.Minutes, standing.Line.Row.GridRowId);
    }

    /// <summary>The lines after a grid row's, in their order; from the first where it is not among them any more.</summary>
    public IEnumerable<Standing> After(long? gridRowId)
    {
        var index = gridRowId is null ? -1 : Lines.ToList().FindIndex(standing => standing.Line.Row.GridRowId == gridRowId);
        return Lines.Skip(index + 1);
    }

    public Report Report() => new Columns<Standing>()
        .GridRow(Book, standing => (standing.Student, standing.Line))
        .Text("frequency", "Frequency", standing => Book.RowNames[standing.Line.Row.GridRowId].FrequencyText)
        .Text("school", "School", standing => standing.School)
        .Provider(Book, standing => standing.ProviderId)
        .Exact("mandated", "Mandated", standing => standing.Line.Problem is null ? standing.Total.Mandated : null)
        .Minutes("given", "Given", standing => standing.Total.Given)
        .Minutes("behind", "Behind", standing => standing.Behind.Minutes)
        .Minutes("not_logged", "Not logged", standing => standing.Behind.NotLogged)
        .Minutes("held_back", "Held back", standing => standing.Behind.HeldBack)
        .Minutes("by_provider", "Missed by provider", standing => standing.Behind.ByProvider)
        .Minutes("by_system", "Missed by system", standing => standing.Behind.BySystem)
        .Minutes("by_student", "Missed by student", standing => standing.Behind.ByStudent)
        .Minutes("owed", "Owed", standing => standing.Total.Owed)
        .Share("percent_given", "Given", standing => standing.Total.Given, standing => standing.Total.Mandated)
        .Text("status", "Status", standing => MinuteTexts.Of(standing.Total.StatusUnder(Book.Rules)))
        .Text("no_target_because", "No target because", standing => MinuteTexts.Of(standing.Line.Problem))
        .Report("Who is behind, and why", Book, Lines);
}
