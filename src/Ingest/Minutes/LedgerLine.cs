using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Why it cannot be told how many minutes a row mandates.</summary>
public enum TargetProblem
{
    UnreadableFrequency,

    /// <summary>The plan says how many sessions and not how long they are.</summary>
    SessionsWithoutMinutes,

    /// <summary>A school has sent no calendar.</summary>
    NoCalendar,
}

/// <summary>A delivered session, or one that is held back.</summary>
public readonly record struct GivenSession(long EntryId, long? ProviderId, DateOnly Date, int Minutes);

/// <summary>One grid row of a student within a range of days: what it promised, what was given, what was missed.</summary>
/// <remarks>A row of consultations is a line of its own, so consultation and direct service never stand for each other.</remarks>
public sealed class LedgerLine
{
    private readonly List<GivenSession> _delivered = [];
    private readonly List<GivenSession> _heldBack = [];
    private readonly List<MissedSession> _missed = [];
    private readonly (Stretch Stretch, InstructionalDays Days)[] _taught;
    private readonly Mandate? _mandate;

    internal LedgerLine(Plan plan, GridRow row, IReadOnlyList<Stretch> stretches, ReferenceData reference, PackRules rules)
    {
        (Plan, Row, Stretches) = (plan, row, stretches);
        var enrolled = stretches.Where(stretch => stretch.SchoolCode is not null)
            .Select(stretch => (Stretch: stretch, Calendar: reference.School(stretch.SchoolCode!))).ToList();
        Problem = row.Frequency is null ? TargetProblem.UnreadableFrequency
            : row.Frequency.MinutesPerPeriod is null ? TargetProblem.SessionsWithoutMinutes
            : enrolled.Any(at => at.Calendar is null) ? TargetProblem.NoCalendar
            : null;
        _mandate = Problem is null ? row.MandateUnder(rules) : null;
        _taught = [.. enrolled.Where(at => at.Calendar is not null).Select(at => (at.Stretch, at.Calendar!.DaysOf(row)))];
    }

    public Plan Plan { get; }

    public GridRow Row { get; }

    /// <summary>The days on which the row holds, at which school; in time, at least one.</summary>
    public IReadOnlyList<Stretch> Stretches { get; }

    public bool IsConsultation => Row.Mode == SessionMode.Consult;

    /// <summary>Null: the row's mandate is known.</summary>
    public TargetProblem? Problem { get; }

    /// <summary>In time, make-ups apart.</summary>
    public IReadOnlyList<GivenSession> Delivered => _delivered;

    /// <summary>In time.</summary>
    public IReadOnlyList<MissedSession> Missed => _missed;

    /// <summary>The first day of instruction on which the row holds; null where there is none.</summary>
    public DateOnly? FirstDay
    {
        get
        {
            foreach (var (stretch, days) in _taught)
            {
                if (days.DayFrom(stretch.From, 0) is { } day && day <= stretch.To)
                {
                    return day;
                }
            }

            return null;
        }
    }

    /// <summary>The provider who was to give most of the row's minutes; null where nobody has logged any.</summary>
    public long? ProviderId =>
        _delivered.Select(session => (session.ProviderId, session.Minutes)).Concat(_missed.Select(miss => (miss.ProviderId, miss.Minutes)))
            .Where(session => session.ProviderId is not null)
            .GroupBy(session => session.ProviderId, session => session.Minutes)
            .OrderByDescending(provider => provider.Sum()).ThenBy(provider => provider.Key)
            .FirstOrDefault()?.Key;

    /// <summary>Of all the days that the ledger is of.</summary>
    public MinuteTotals Total() => Between(Stretches[0].From, Stretches[^1].To);

    /// <param name="from">Both days included; what lies outside the ledger's range is not known here and counts as nothing.</param>
    public MinuteTotals Between(DateOnly from, DateOnly to)
    {
        var missed = _missed.Where(miss => from <= miss.Date && miss.Date <= to).ToList();
        return new()
        {
            Mandated = Mandated(from, to),
            Delivered = Sum(_delivered, from, to),
            HeldBack = Sum(_heldBack, from, to),
            MissedByStudent = missed.Where(miss => miss.By == MissedBy.Student).Sum(miss => miss.Minutes),
            MissedByProvider = missed.Where(miss => miss.By == MissedBy.Provider).Sum(miss => miss.Minutes),
            MissedBySystem = missed.Where(miss => miss.By == MissedBy.System).Sum(miss => miss.Minutes),
            MadeUp = missed.Sum(miss => miss.MadeUpMinutes),
            Owed = missed.Sum(miss => miss.OwedMinutes),
            Offered = missed.Where(miss => miss.WasOffered).Sum(miss => miss.LeftMinutes),
        };
    }

    /// <summary>
    /// Whether a day without school, or without enrolment, has been taken off what the row promises: then nothing can be missed on it.
    /// A month and a year are promised with their closures in them, so there a session that a closure cancelled is a miss.
    /// </summary>
    internal bool IsTakenOff(DateOnly day)
    {
        if (Stretches.Any(stretch => stretch.SchoolCode is null && stretch.Covers(day)))
        {
            return true;
        }

        var closuresCut = _mandate is { Frequency.Period.Kind: var kind } mandate
            && (kind is PeriodKind.Day or PeriodKind.Cycle || (kind is PeriodKind.Weeks && mandate.Conventions.ClosuresCutWeeks));
        return closuresCut && _taught.Any(at => at.Stretch.Covers(day) && !at.Days.Contains(day));
    }

    internal bool Holds(DateOnly day) => Stretches.Any(stretch => stretch.Covers(day));

    internal void AddDelivered(LedgerEntry entry) => _delivered.Add(Given(entry));

    internal void AddHeldBack(LedgerEntry entry) => _heldBack.Add(Given(entry));

    internal void AddMissed(MissedSession missed) => _missed.Add(missed);

    private static GivenSession Given(LedgerEntry entry) => new(entry.EntryId, entry.ProviderId, entry.Date, entry.Minutes);

    private static long Sum(List<GivenSession> sessions, DateOnly from, DateOnly to) =>
        sessions.Where(session => from <= session.Date && session.Date <= to).Sum(session => (long)session.Minutes);

    private ExactSum Mandated(DateOnly from, DateOnly to)
    {
        ExactSum minutes = 0;
        foreach (var (stretch, days) in _taught)
        {
            var first = from > stretch.From ? from : stretch.From;
            var last = to < stretch.To ? to : stretch.To;
            if (first <= last && _mandate?.MandatedMinutes(first, last, days) is { } part)
            {
                minutes += part;
            }
        }

        return minutes;
    }
}
