using System.Globalization;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Ingest.Grid;

/// <summary>What a grid row mandates: an amount per period, from the row's first date to its last, both included.</summary>
/// <remarks>
/// A period is cut only by the row's own dates and, for weeks, by school closures; never by the calendar month that a report or a
/// claim run looks at. What is cut is prorated by days of instruction: those of the part ÷ those of the whole.
/// </remarks>
public readonly record struct Mandate(Frequency Frequency, DateOnly Begin, DateOnly End, GridConventions Conventions)
{
    private Fraction PeriodsPerWeek => Frequency.Period switch
    {
        { Kind: PeriodKind.Day } => Conventions.DaysPerWeek,
        { Kind: PeriodKind.Weeks, Length: var weeks } => new Fraction(1, weeks),
        { Kind: PeriodKind.Month } => new Fraction(1, Conventions.WeeksPerMonth),
        { Kind: PeriodKind.Year } => new Fraction(1, Conventions.InstructionalWeeks),
        { Length: var days } => new Fraction(Conventions.DaysPerWeek, days),
    };

    /// <summary>Sessions and minutes of a full week of instruction; a yearly amount ÷ instructional weeks.</summary>
    public MandateRate PerWeek() => RateOf("week of instruction", PeriodsPerWeek);

    /// <summary>Sessions and minutes of an instructional year; N sessions in M weeks are N × weeks ÷ M.</summary>
    public MandateRate PerYear() => RateOf("year", PeriodsPerWeek * Conventions.InstructionalWeeks);

    /// <summary>The period that a date falls in, cut to the row's dates, and what is mandated in it; null for a date outside the row.</summary>
    /// <remarks>The year 9999 is outside every row: an open end may be written so, and a period there could end after the last date.</remarks>
    public MandatedPeriod? PeriodOf(DateOnly date, InstructionalDays days)
    {
        if (date < Begin || date > End || date.Year == DateOnly.MaxValue.Year)
        {
            return null;
        }

        var (wholeFirst, wholeLast) = WholePeriodOf(date, days);
        var first = wholeFirst < Begin ? Begin : wholeFirst;
        var last = wholeLast > End ? End : wholeLast;
        return new(first, last, days.CountBetween(first, last), WholeDays(days.CountBetween(wholeFirst, wholeLast)), Frequency);
    }

    /// <summary>Minutes mandated from one date to the other, both included; null where the row gives sessions without their minutes.</summary>
    public Fraction? MandatedMinutes(DateOnly from, DateOnly to, InstructionalDays days) => Frequency.MinutesPerPeriod * PeriodsBetween(from, to, days);

    /// <summary>Sessions mandated from one date to the other, both included; null where the row gives minutes alone.</summary>
    public Fraction? MandatedSessions(DateOnly from, DateOnly to, InstructionalDays days) => Frequency.SessionsPerPeriod * PeriodsBetween(from, to, days);

    /// <summary>How many of the row's periods lie in a stretch of time: of each the days of instruction inside ÷ those of the whole.</summary>
    private Fraction PeriodsBetween(DateOnly from, DateOnly to, InstructionalDays days)
    {
        Fraction periods = 0;
        var at = from < Begin ? Begin : from;
        while (at <= to && PeriodOf(at, days) is { } period)
        {
            periods += period.ShareOf(days.CountBetween(at, period.Last < to ? period.Last : to));
            if (period.Last >= to)
            {
                break; // The last date of all has no day after it.
            }

            at = period.Last.AddDays(1);
        }

        return periods;
    }

    /// <summary>The period before the row's dates cut it.</summary>
    private (DateOnly First, DateOnly Last) WholePeriodOf(DateOnly date, InstructionalDays days) => Frequency.Period switch
    {
        { Kind: PeriodKind.Day } => (date, date),
        { Kind: PeriodKind.Weeks, Length: var weeks } => WeeksOf(date, 7 * weeks),
        { Kind: PeriodKind.Month } => (new(date.Year, date.Month, 1), new(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month))),
        { Kind: PeriodKind.Year } => YearOf(date),
        { Length: var length } => CycleOf(date, length, days),
    };

    /// <summary>Counted from the Monday of the row's first week.</summary>
    private (DateOnly First, DateOnly Last) WeeksOf(DateOnly date, int length)
    {
        var monday = Begin.AddDays(-(((int)Begin.DayOfWeek + 6) % 7));
        var first = monday.AddDays((date.DayNumber - monday.DayNumber) / length * length);
        return (first, first.AddDays(length - 1));
    }

    /// <summary>Counted from the row's first date.</summary>
    private (DateOnly First, DateOnly Last) YearOf(DateOnly date)
    {
        var years = date.Year - Begin.Year;
        years -= Begin.AddYears(years) > date ? 1 : 0;
        return (Begin.AddYears(years), Begin.AddYears(years + 1).AddDays(-1));
    }

    /// <summary>
    /// Counted from the row's first date in days of instruction. Days without instruction belong to the cycle before them, those
    /// before the first day of instruction to the first cycle; when the calendar ends, the cycle under way lasts to the end of the row.
    /// </summary>
    private (DateOnly First, DateOnly Last) CycleOf(DateOnly date, int length, InstructionalDays days)
    {
        var cycle = Math.Max(days.CountBetween(Begin, date) - 1, 0) / length;
        var first = cycle == 0 ? Begin : days.DayFrom(Begin, cycle * length) ?? Begin;
        return (first, days.DayFrom(Begin, (cycle + 1) * length)?.AddDays(-1) ?? End);
    }

    /// <summary>Days of instruction by which a whole period's amount is shared out.</summary>
    private int WholeDays(int taught) => Frequency.Period switch
    {
        { Kind: PeriodKind.Weeks, Length: var weeks } when Conventions.ClosuresCutWeeks => Math.Max(taught, weeks * Conventions.DaysPerWeek),
        { Kind: PeriodKind.Cycle, Length: var days } => days,
        _ => taught,
    };

    private MandateRate RateOf(string unit, Fraction periods)
    {
        var month = Frequency.Period.Kind == PeriodKind.Month ? $", {Conventions.WeeksPerMonth} weeks to a month" : "";
        var week = Frequency.Period.Kind is PeriodKind.Day or PeriodKind.Cycle ? $", {Conventions.DaysPerWeek} days to a week" : "";
        return new(
            Frequency.SessionsPerPeriod * periods,
            Frequency.MinutesPerPeriod * periods,
            string.Create(CultureInfo.InvariantCulture, $"computed per {unit}, {Conventions.InstructionalWeeks}-week year{month}{week}"));
    }
}
