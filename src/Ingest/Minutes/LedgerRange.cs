namespace MedicaidLogs.Ingest.Minutes;

/// <summary>The days that a ledger is of, and the day on which it is looked at: sessions after that day have not happened yet.</summary>
public readonly record struct LedgerRange
{
    /// <summary>Both ends included; more than two school years at once are no report that anybody reads.</summary>
    public const int MaxDays = 800;

    /// <param name="to">The last day; days after <paramref name="asOf"/> are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">It ends before it begins, begins after <paramref name="asOf"/>, or is longer than <see cref="MaxDays"/>.</exception>
    public LedgerRange(DateOnly from, DateOnly to, DateOnly asOf)
    {
        To = to < asOf ? to : asOf;
        ArgumentOutOfRangeException.ThrowIfLessThan(To, from, nameof(to));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(To.DayNumber - from.DayNumber, MaxDays - 1, nameof(to));
        (From, AsOf) = (from, asOf);
    }

    public DateOnly From { get; }

    public DateOnly To { get; }

    public DateOnly AsOf { get; }

    /// <summary>From the school year's first of July to the day on which it is looked at.</summary>
    public static LedgerRange YearToDate(DateOnly asOf) => new(YearOf(asOf), asOf, asOf);

    /// <summary>The first of July on or before a day: fiscal and school years of the states run from July to June.</summary>
    public static DateOnly YearOf(DateOnly day) => new(day.Month >= 7 ? day.Year : day.Year - 1, 7, 1);

    public bool Contains(DateOnly day) => From <= day && day <= To;
}
