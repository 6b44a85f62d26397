using System.Globalization;

namespace MedicaidLogs.Core.Display;

/// <summary>Dates, times, amounts as people in a US school office write them; the same on pages, in messages and on paper.</summary>
public static class Show
{
    /// <summary>What stands where nothing was given.</summary>
    public const string Nothing = "—";

    /// <summary><c>Oct 6, 2026</c></summary>
    public static string Date(DateOnly day) => day.ToString("MMM d, yyyy", CultureInfo.InvariantCulture);

    public static string Date(DateOnly? day) => day is { } some ? Date(some) : Nothing;

    /// <summary><c>Tue, Oct 6</c>: where the year is plain from the page.</summary>
    public static string Weekday(DateOnly day) => day.ToString("ddd, MMM d", CultureInfo.InvariantCulture);

    /// <summary><c>October 2026</c></summary>
    public static string Month(DateOnly month) => month.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>9:05 AM</c></summary>
    public static string Time(TimeOnly time) => time.ToString("h:mm tt", CultureInfo.InvariantCulture);

    /// <summary><c>9:00–9:30 AM</c>, <c>11:30 AM–12:15 PM</c></summary>
    public static string Times(TimeOnly? start, TimeOnly? end) => (start, end) switch
    {
        (null, null) => Nothing,
        ({ } from, null) => $"from {Time(from)}",
        (null, { } to) => $"until {Time(to)}",
        ({ } from, { } to) when (from.Hour < 12) == (to.Hour < 12) =>
            $"{from.ToString("h:mm", CultureInfo.InvariantCulture)}–{Time(to)}",
        ({ } from, { } to) => $"{Time(from)}–{Time(to)}",
    };

    /// <summary><c>Oct 6, 2026, 4:05 PM</c> in the zone given.</summary>
    public static string Instant(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("MMM d, yyyy, h:mm tt", CultureInfo.InvariantCulture);

    /// <summary><c>$1,234.50</c>, <c>−$12.00</c></summary>
    public static string Dollars(long cents) =>
        (cents < 0 ? "−$" : "$") + (Math.Abs((decimal)cents) / 100).ToString("N2", CultureInfo.InvariantCulture);

    /// <summary><c>1,234</c></summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1.5</c>, <c>2</c>: of thousandths.</summary>
    public static string Units(long milli) => (milli / 1000m).ToString("#,##0.###", CultureInfo.InvariantCulture);

    /// <summary><c>1,234</c>, <c>13.33</c>, <c>−30</c></summary>
    public static string Minutes(decimal? minutes) =>
        minutes is { } some ? (some < 0 ? "−" : "") + Math.Abs(some).ToString("#,##0.##", CultureInfo.InvariantCulture) : Nothing;

    /// <summary><c>97.5%</c>: of tenths of a percent.</summary>
    public static string Percent(long tenths) => (tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    /// <summary><c>1 entry</c>, <c>1,234 entries</c></summary>
    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";
}
