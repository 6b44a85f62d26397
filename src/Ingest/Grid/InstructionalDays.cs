namespace MedicaidLogs.Ingest.Grid;

/// <summary>The days on which a school teaches. Counting those between two dates takes the same time however far apart they are.</summary>
/// <remarks>An extended school year is a set of its own, for the rows that are mandated in it.</remarks>
public sealed class InstructionalDays
{
    /// <summary>From the first to the last day; forty years of one school.</summary>
    public const int MaxSpanDays = 40 * 366;

    private readonly DateOnly[] _days;
    private readonly int[] _countBefore; // [i]: days taught before the first day + i

    /// <param name="days">In any order; a day named twice counts once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The days span more than <see cref="MaxSpanDays"/>.</exception>
    public InstructionalDays(IEnumerable<DateOnly> days)
    {
        _days = [.. days.Distinct().Order()];
        var span = _days.Length == 0 ? 0 : _days[^1].DayNumber - _days[0].DayNumber + 1;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span, MaxSpanDays, nameof(days));

        _countBefore = new int[span + 1];
        foreach (var day in _days)
        {
            _countBefore[day.DayNumber - _days[0].DayNumber + 1] = 1;
        }

        for (var i = 1; i < _countBefore.Length; i++)
        {
            _countBefore[i] += _countBefore[i - 1];
        }
    }

    public bool Contains(DateOnly date) => CountBetween(date, date) == 1;

    /// <summary>How many days are taught from one date to the other, both included; none where the second is the earlier.</summary>
    public int CountBetween(DateOnly from, DateOnly to) => from > to ? 0 : CountBefore(to.DayNumber + 1) - CountBefore(from.DayNumber);

    /// <summary>The day that is <paramref name="index"/> days of instruction after the first one on or after <paramref name="from"/>; null where the calendar ends before it.</summary>
    internal DateOnly? DayFrom(DateOnly from, int index)
    {
        var at = CountBefore(from.DayNumber) + index;
        return at < _days.Length ? _days[at] : null;
    }

    private int CountBefore(int dayNumber) =>
        _days.Length == 0 ? 0 : _countBefore[Math.Clamp(dayNumber - _days[0].DayNumber, 0, _countBefore.Length - 1)];
}
