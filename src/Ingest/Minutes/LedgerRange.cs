namespace MedicaidLogs.Ingest.Minutes;

/// <summary>The days that a ledger is of, and the day on which it is looked at: sessions after that day have not happened yet.</summary>
public readonly record struct LedgerRange
{
    /// <summary>Both ends included; more than two school years at once are no report that anybody reads.</summary>
    public const int MaxDays = 800;

    private LedgerRange(DateOnly from, DateOnly to, DateOnly asOf) => (From, To, AsOf) = (from, to, asOf);

    public DateOnly From { get; }

    public DateOnly To { get; }

    public DateOnly AsOf { get; }

    /// <param name="to">The last day; days after <paramref name="asOf"/> are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">As <see cref="TryCreate"/> says.</exception>
    public static LedgerRange Of(DateOnly from, DateOnly to, DateOnly asOf) =>
        TryCreate(from, to, asOf, out var range)
            ? range
            : throw new ArgumentOutOfRangeException(nameof(to), "The days end before they begin, begin after today, or are too many.");

    /// <summary>
    /// False where it ends before it begins, begins after <paramref name="asOf"/>, is longer than <see cref="MaxDays"/>, or is looked at
    /// so close to the end of time that no calendar could go on.
    /// </summary>
    public static bool TryCreate(DateOnly from, DateOnly to, DateOnly asOf, out LedgerRange range)
    {
        range = new(from, to < asOf ? to : asOf, asOf);
        return from <= range.To && range.To.DayNumber - from.DayNumber < MaxDays && asOf.Year < DateOnly.MaxValue.Year - 2;
    }

    /// <summary>The first of July on or before a day: fiscal and school years of the states run from July to June.</summary>
    public static DateOnly YearOf(DateOnly day) => new(day.Month >= 7 ? day.Year : Math.Max(day.Year - 1, 1), 7, 1);

    public bool Contains(DateOnly day) => From <= day && day <= To;
}
