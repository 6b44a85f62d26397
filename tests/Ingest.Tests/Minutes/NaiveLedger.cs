using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Tests.Minutes;

/// <summary>
/// The ledger as a patient person would reckon it on paper: each day by itself, each minute of a make-up by itself, every question
/// asked of the calendar by walking through it. It shares nothing with the ledger but the records that both read.
/// </summary>
internal sealed class NaiveLedger(AnyStudent any)
{
    private static readonly string[] MissedByStudent = ["A", "REF"];
    private static readonly string[] MissedByProvider = ["SNA", "VAC"];
    private static readonly string[] MissedBySystem = ["TST", "CLS"];
    private static readonly string[] Owed = ["TST", "SNA", "VAC"];
    private static readonly string[] Offered = ["A", "REF"];

    /// <summary>What is left to make up of each miss.</summary>
    private readonly Dictionary<long, int> _left = [];
    private readonly List<LedgerEntry> _misses = [];

    public List<(long EntryId, int Minutes)> Uncredited { get; } = [];

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    public string Mandated(GridRow row, DateOnly from, DateOnly to)
    {
        var sum = Rational.Zero;
        foreach (var day in Days(from, to).Where(day => Holds(row, day)))
        {
            if (any.Spoken[row.GridRowId].Minutes is { } minutes && SchoolOn(day) is { } school && IsTaught(school, row, day))
            {
                sum += new Rational(minutes, Whole(row, school, day));
            }
        }

        return sum.ToString();
    }

    /// <summary>All that is counted of a row between two days: delivered, held back, missed by each, made up, owed, offered.</summary>
    public string Counted(GridRow row, DateOnly from, DateOnly to)
    {
        bool Within(LedgerEntry entry) => entry.Date >= from && entry.Date <= to;
        var missed = _misses.Where(miss => miss.GridRowId == row.GridRowId && Within(miss)).ToList();
        int Missed(string[] codes) => missed.Where(miss => codes.Contains(miss.Attendance)).Sum(ScheduledMinutes);
        var given = any.Entries.Where(entry => entry.GridRowId == row.GridRowId && Within(entry) && IsOf(row, entry)).ToList();
        return string.Join(
            ' ',
            given.Where(entry => entry.Delivered && entry.Attendance == "P" && entry.MakeupFor is null).Sum(entry => entry.Minutes),
            given.Where(entry => entry.Attendance is "P" or "MU" or "?").Where(entry => !entry.Delivered).Sum(ScheduledMinutes),
            Missed(MissedByStudent), Missed(MissedByProvider), Missed(MissedBySystem),
            missed.Sum(miss => ScheduledMinutes(miss) - _left[miss.EntryId]),
            missed.Where(miss => Owed.Contains(miss.Attendance)).Sum(miss => _left[miss.EntryId]),
            missed.Where(miss => Offered.Contains(miss.Attendance)).Sum(miss => _left[miss.EntryId]));
    }

    /// <summary>Hands out the minutes of the make-ups one at a time. To be done once, before anything is counted.</summary>
    public NaiveLedger MakeUp()
    {
        _misses.AddRange(Misses());
        foreach (var miss in _misses)
        {
            _left[miss.EntryId] = ScheduledMinutes(miss);
        }

        foreach (var makeUp in InTime(any.Entries).Where(entry => entry.Delivered && entry.Date <= AnyStudent.AsOf && (entry.Attendance == "MU" || entry.MakeupFor is not null)))
        {
            var unused = 0;
            for (var minute = 0; minute < makeUp.Minutes; minute++)
            {
                var miss = makeUp.MakeupFor > makeUp.Date ? default : InTime(_misses)
                    .Where(miss => miss.Date == makeUp.MakeupFor && miss.Service == makeUp.Service && _left[miss.EntryId] > 0)
                    .Where(miss => (miss.Mode == SessionMode.Consult) == (makeUp.Mode == SessionMode.Consult))
                    .OrderByDescending(miss => Owed.Contains(miss.Attendance)).FirstOrDefault();
                _ = miss == default ? unused++ : _left[miss.EntryId]--;
            }

            if (unused > 0)
            {
                Uncredited.Add((makeUp.EntryId, unused));
            }
        }

        return this;
    }

    private static IEnumerable<LedgerEntry> InTime(IEnumerable<LedgerEntry> entries) =>
        entries.OrderBy(entry => entry.Date).ThenBy(entry => entry.Start).ThenBy(entry => entry.EntryId);

    private List<LedgerEntry> Misses()
    {
        var misses = new List<LedgerEntry>();
        foreach (var entry in InTime(any.Entries))
        {
            var row = any.Student.Plans.SelectMany(plan => plan.Rows).FirstOrDefault(row => row.GridRowId == entry.GridRowId);
            var isMiss = MissedByStudent.Concat(MissedByProvider).Concat(MissedBySystem).Contains(entry.Attendance);
            var again = misses.Any(miss => entry.Start is not null && miss.Start == entry.Start && miss.Date == entry.Date
                && miss.ProviderId == entry.ProviderId && miss.Service == entry.Service);
            if (isMiss && row is not null && IsOf(row, entry) && CouldBeHeld(row, entry.Date) && entry.MakeupFor is null && !again)
            {
                misses.Add(entry);
            }
        }

        return misses;
    }

    /// <summary>Where the calendar's closed days make a plan's week, day or cycle smaller, they cannot also be missed.</summary>
    private bool CouldBeHeld(GridRow row, DateOnly day) =>
        SchoolOn(day) is { } school
        && (any.Spoken[row.GridRowId] is { Per: "month" or "year" } or { Minutes: null } || IsTaught(school, row, day));

    private int ScheduledMinutes(LedgerEntry miss) => miss.Minutes > 0 ? miss.Minutes : any.Spoken[miss.GridRowId!.Value].SessionMinutes ?? 0;

    private bool IsOf(GridRow row, LedgerEntry entry) =>
        row.Service != "TRANSPORT" && Holds(row, entry.Date) && (row.Mode == SessionMode.Consult) == (entry.Mode == SessionMode.Consult);

    private bool Holds(GridRow row, DateOnly day)
    {
        // Of each type the plan that began last, the one with the higher id of two; of these the ones that have the service, and again the last.
        var inForce = any.Student.Plans.Where(plan => plan.From <= day && day <= plan.To)
            .GroupBy(plan => plan.PlanType)
            .Select(type => type.OrderBy(plan => plan.From).ThenBy(plan => plan.PlanId).Last())
            .Where(plan => plan.Rows.Any(each => each.Service == row.Service))
            .OrderBy(plan => plan.From).ThenBy(plan => plan.PlanId).LastOrDefault();
        return inForce is not null && inForce.Rows.Contains(row) && row.From <= day && day <= row.To;
    }

    private string? SchoolOn(DateOnly day) =>
        any.Student.Enrolments.Where(at => at.From <= day && (at.To is null || day <= at.To)).OrderBy(at => at.From).LastOrDefault()?.SchoolCode;

    private static bool IsTaught(string school, GridRow row, DateOnly day)
    {
        var ranges = AnyStudent.Calendars[school].Where(range => range.FirstDay <= day && day <= range.LastDay).Select(range => range.DayType).ToList();
        return ranges.Contains(row.Esy ? DayType.Esy : DayType.Instructional) && !ranges.Contains(DayType.Closed)
            && day.DayOfWeek != DayOfWeek.Saturday && day.DayOfWeek != DayOfWeek.Sunday;
    }

    /// <summary>How many days share the amount of the period that a day is in.</summary>
    private int Whole(GridRow row, string school, DateOnly day)
    {
        var spoken = any.Spoken[row.GridRowId];
        switch (spoken.Per)
        {
            case "day":
                return 1;
            case "cycle":
                return spoken.Length;
            case "month":
                return Days(new(2026, 1, 1), new(2027, 12, 31)).Count(other => other.Month == day.Month && other.Year == day.Year && IsTaught(school, row, other));
            case "year":
                var first = row.From;
                while (first.AddYears(1) <= day)
                {
                    first = first.AddYears(1);
                }

                return Days(first, first.AddYears(1).AddDays(-1)).Count(other => IsTaught(school, row, other));
            default:
                var monday = row.From;
                while (monday.DayOfWeek != DayOfWeek.Monday)
                {
                    monday = monday.AddDays(-1);
                }

                while (monday.AddDays(7 * spoken.Length) <= day)
                {
                    monday = monday.AddDays(7 * spoken.Length);
                }

                return Math.Max(5 * spoken.Length, Days(monday, monday.AddDays((7 * spoken.Length) - 1)).Count(other => IsTaught(school, row, other)));
        }
    }
}
