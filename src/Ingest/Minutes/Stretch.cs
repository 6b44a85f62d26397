using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Days on which a grid row holds while the student is at one school.</summary>
/// <param name="SchoolCode">Null: not enrolled in the district, which then owes nothing.</param>
public readonly record struct Stretch(DateOnly From, DateOnly To, string? SchoolCode)
{
    /// <summary>The days within a range on which a row holds, in time.</summary>
    /// <remarks>
    /// A row holds on its own dates, as long as no plan that began later covers the day: an amendment ends the rows of the plan
    /// before it, as it does when entries are matched to rows. The school is the one by which the checks take the day's calendar.
    /// </remarks>
    public static IReadOnlyList<Stretch> Of(Student student, Plan plan, GridRow row, LedgerRange range)
    {
        Span[] whole = [new(Latest(plan.From, row.From, range.From), Earliest(plan.To, row.To, range.To))];
        List<Span> left = [.. whole.Where(span => span.From <= span.To)];
        foreach (var other in student.Plans.Where(other => ComesBefore(student, other, plan)))
        {
            left = Without(left, other.From, other.To);
        }

        var stretches = new List<Stretch>();
        foreach (var enrolment in student.Enrolments)
        {
            var to = enrolment.To ?? DateOnly.MaxValue;
            stretches.AddRange(Within(left, enrolment.From, to).Select(span => new Stretch(span.From, span.To, enrolment.SchoolCode)));
            left = Without(left, enrolment.From, to);
        }

        return [.. stretches.Concat(left.Select(span => new Stretch(span.From, span.To, null))).OrderBy(stretch => stretch.From)];
    }

    public bool Covers(DateOnly day) => From <= day && day <= To;

    /// <summary>Of the plans that cover a day the one that began last holds; of two that began together, the first.</summary>
    private static bool ComesBefore(Student student, Plan other, Plan plan) =>
        other.From > plan.From
        || (other.From == plan.From && Array.IndexOf(student.Plans, other) < Array.IndexOf(student.Plans, plan));

    private static IEnumerable<Span> Within(List<Span> spans, DateOnly first, DateOnly last) =>
        from span in spans
        let inside = new Span(Latest(span.From, first), Earliest(span.To, last))
        where inside.From <= inside.To
        select inside;

    private static List<Span> Without(List<Span> spans, DateOnly first, DateOnly last) =>
    [
        .. spans.Where(span => span.From < first).Select(span => span with { To = Earliest(span.To, first.AddDays(-1)) }),
        .. spans.Where(span => span.To > last).Select(span => span with { From = Latest(span.From, last.AddDays(1)) }),
    ];

    private static DateOnly Latest(params ReadOnlySpan<DateOnly> days)
    {
        var latest = days[0];
        foreach (var day in days)
        {
            latest = day > latest ? day : latest;
        }

        return latest;
    }

    private static DateOnly Earliest(params ReadOnlySpan<DateOnly> days)
    {
        var earliest = days[0];
        foreach (var day in days)
        {
            earliest = day < earliest ? day : earliest;
        }

        return earliest;
    }

    private readonly record struct Span(DateOnly From, DateOnly To);
}
