using System.Globalization;

namespace MedicaidLogs.Ingest.Grid;

public enum PeriodKind
{
    Day,

    /// <summary>One or more weeks, Monday to Sunday.</summary>
    Weeks,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A year of the plan.</summary>
    Year,

    /// <summary>A rotation of instructional days, such as a 6-day cycle.</summary>
    Cycle,
}

/// <summary>What an amount is "per". <c>Length</c> counts weeks, or the days of a cycle; of the other kinds there is always one.</summary>
public readonly record struct Period
{
    public const int MaxWeeks = 52;
    public const int MaxCycleDays = 30;

    private Period(PeriodKind kind, int length)
    {
        Kind = kind;
        Length = length;
    }

    public static Period Day => new(PeriodKind.Day, 1);

    public static Period Week => new(PeriodKind.Weeks, 1);

    public static Period Month => new(PeriodKind.Month, 1);

    public static Period Year => new(PeriodKind.Year, 1);

    public PeriodKind Kind { get; }

    public int Length { get; }

    /// <summary>The most days that the period can hold, by which its largest amounts are bounded.</summary>
    public int MaxDays => Kind switch
    {
        PeriodKind.Day => 1,
        PeriodKind.Weeks => 7 * Length,
        PeriodKind.Month => 31,
        PeriodKind.Year => 366,
        _ => Length,
    };

    /// <param name="count">1 to <see cref="MaxWeeks"/>.</param>
    public static Period Weeks(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxWeeks);
        return new(PeriodKind.Weeks, count);
    }

    /// <param name="days">Instructional days, 2 to <see cref="MaxCycleDays"/>.</param>
    public static Period Cycle(int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MaxCycleDays);
        return new(PeriodKind.Cycle, days);
    }

    /// <summary>As it stands after "per": <c>week</c>, <c>4 weeks</c>, <c>6-day cycle</c>.</summary>
    public override string ToString() => Kind switch
    {
        PeriodKind.Day => "day",
        PeriodKind.Weeks when Length == 1 => "week",
        PeriodKind.Weeks => string.Create(CultureInfo.InvariantCulture, $"{Length} weeks"),
        PeriodKind.Month => "month",
        PeriodKind.Year => "year",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Length}-day cycle"),
    };
}
