using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Days on which a grid row holds while the student is at one school.</summary>
/// <param name="SchoolCode">Null: not enrolled in the district, which then owes nothing.</param>
public readonly record struct Stretch(DateOnly From, DateOnly To, string? SchoolCode)
{
    /// <summary>The days within a range on which a row holds, in time.</summary>
    /// <remarks>
    /// A row holds on its own dates while its plan is the one that speaks for the service: as entries are matched to rows, so the
    /// row that promises is the row that they fill. Both plan and school change only where a plan or an enrolment begins or ends.
    /// </remarks>
    public static IReadOnlyList<Stretch> Of(Student student, Plan plan, GridRow row, LedgerRange range)
    {
        var first = Latest(plan.From, row.From, range.From);
        var last = Earliest(plan.To, row.To, range.To);
        var stretches = new List<Stretch>();
        var changes = Changes(student).Where(day => first < day && day <= last).Append(first).Distinct().Order().ToList();
        for (var i = 0; i < changes.Count && first <= last; i++)
        {
            if (ReferenceEquals(student.PlanFor(row.Service, changes[i]), plan))
            {
                var to = i + 1 < changes.Count ? changes[i + 1].AddDays(-1) : last;
                Add(stretches, new(changes[i], to, student.EnrolmentOn(changes[i])?.SchoolCode));
            }
        }

        return stretches;
    }

    public bool Covers(DateOnly day) => From <= day && day <= To;

    /// <summary>Days on which a plan or an enrolment begins, or no longer holds.</summary>
    private static IEnumerable<DateOnly> Changes(Student student) =>
    [
        .. student.Plans.SelectMany(plan => new[] { plan.From, DayAfter(plan.To) }),
        .. student.Enrolments.SelectMany(enrolment => new[] { enrolment.From, DayAfter(enrolment.To ?? DateOnly.MaxValue) }),
    ];

    private static DateOnly DayAfter(DateOnly day) => day < DateOnly.MaxValue ? day.AddDays(1) : day;

    private static void Add(List<Stretch> stretches, Stretch next)
    {
        if (stretches is [.., var before] && before.SchoolCode == next.SchoolCode && before.To.AddDays(1) == next.From)
        {
            stretches[^1] = before with { To = next.To };
        }
        else
        {
            stretches.Add(next);
        }
    }

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
}
