namespace MedicaidLogs.SeedData;

/// <summary>Sessions that recur: who gives which service to whom, and how often.</summary>
/// <param name="Mode">individual or group; a group's students meet together.</param>
/// <param name="Offset">Moves the series within the week and the day, so that not all begin at the bell.</param>
public sealed record Series(string ProviderNumber, string Service, string Mode, Cadence Cadence, string[] StudentNumbers, int Offset)
{
    public DateOnly From { get; init; } = DateOnly.MinValue;

    public DateOnly To { get; init; } = DateOnly.MaxValue;

    public bool Telehealth { get; init; }

    /// <summary>On which days the provider is at the students' school.</summary>
    public Func<DateOnly, bool> AtSchool { get; init; } = static _ => true;
}

/// <summary>Finds each session a day and a time at which provider and students are free, and logs it as it should be.</summary>
public sealed class Scheduler(SchoolYear year, Agenda agenda, Wording wording, IReadOnlyDictionary<string, ProviderRow> providers)
{
    public static readonly TimeOnly Opens = new(8, 0);
    public static readonly TimeOnly Closes = new(15, 0);

    private const int OffsetMinutes = 35;
    private static readonly TimeOnly _signing = new(15, 10);

    private readonly Dictionary<(Cadence, DateOnly From, DateOnly To), IReadOnlyDictionary<DateOnly, int>> _weeks = [];

    /// <summary>The sessions of a series from a day to a day. One that finds no free time is not held.</summary>
    public IEnumerable<LogRow> Sessions(Series series, DateOnly from, DateOnly to)
    {
        foreach (var (monday, sessions) in Weeks(series))
        {
            foreach (var day in DaysOf(monday, sessions, series).Where(day => day >= from && day <= to))
            {
                foreach (var row in Session(series, day))
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>One session of a series on a day, at the first time that suits all; empty when there is none.</summary>
    public IEnumerable<LogRow> Session(Series series, DateOnly day)
    {
        var wanted = Opens.AddMinutes(series.Offset * OffsetMinutes % (Closes - Opens).TotalMinutes);
        string[] people = [series.ProviderNumber, .. series.StudentNumbers];
        return agenda.BookFirstFree(people, day, series.Cadence.SessionMinutes, Opens, Closes, wanted) is { } start ? Rows(series, day, start) : [];
    }

    /// <summary>One session of a series on a day and at a time that must be free.</summary>
    /// <exception cref="InvalidOperationException">Someone is busy then.</exception>
    public IEnumerable<LogRow> SessionAt(Series series, DateOnly day, TimeOnly start)
    {
        string[] people = [series.ProviderNumber, .. series.StudentNumbers];
        if (!agenda.IsFree(people, day, start, series.Cadence.SessionMinutes))
        {
            throw new InvalidOperationException($"{string.Join(", ", people)}: not all are free on {day:yyyy-MM-dd} at {start:HH:mm}.");
        }

        agenda.Book(people, day, start, series.Cadence.SessionMinutes);
        return Rows(series, day, start);
    }

    private LogRow[] Rows(Series series, DateOnly day, TimeOnly start)
    {
        var end = start.AddMinutes(series.Cadence.SessionMinutes);
        var provider = providers[series.ProviderNumber];
        var signed = day.ToDateTime(end > _signing ? end : _signing).AddMinutes(5 + (7 * (series.Offset + day.DayNumber) % 40));
        return [.. series.StudentNumbers.Select(student => wording.Fill(new()
        {
            RowId = "",
            StudentNumber = student,
            ProviderNumber = series.ProviderNumber,
            Service = series.Service,
            Mode = series.Mode,
            Date = day,
            Start = start,
            End = end,
            GroupKey = series.Mode == "group" ? $"{series.ProviderNumber}-{day:MMdd}-{start:HHmm}" : "",
            Telehealth = series.Telehealth,
            SignedBy = provider.FullName,
            SignedAt = signed,
            CosignedBy = provider.SupervisorNumber,
            CosignedAt = provider.SupervisorNumber.Length > 0 ? signed.AddMinutes(45) : null,
        }))];
    }

    private IReadOnlyDictionary<DateOnly, int> Weeks(Series series)
    {
        var (from, to) = (series.From > year.FirstDay ? series.From : year.FirstDay, series.To < year.LastDay ? series.To : year.LastDay);
        if (!_weeks.TryGetValue((series.Cadence, from, to), out var weeks))
        {
            weeks = series.Cadence.SessionsByWeek(year, from, to);
            _weeks.Add((series.Cadence, from, to), weeks);
        }

        return weeks;
    }

    /// <summary>The days of a week on which the series meets, spread over those that it can.</summary>
    private IEnumerable<DateOnly> DaysOf(DateOnly monday, int sessions, Series series)
    {
        var days = year.SchoolDays(monday, monday.AddDays(6))
            .Where(day => day >= series.From && day <= series.To && series.AtSchool(day))
            .ToArray();
        var held = Math.Min(sessions, days.Length);
        return Enumerable.Range(0, held)
            .Select(nth => days[(series.Offset + (nth * days.Length / held)) % days.Length])
            .Order();
    }
}
