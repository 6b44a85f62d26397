using System.Globalization;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Web.Calendar;

/// <summary>Which days a calendar shows, and where the ones before and after are.</summary>
/// <param name="View"><c>month</c>, <c>week</c>, <c>day</c>, or <c>list</c>: the month without its empty days.</param>
/// <param name="From">The first day; of a month the Monday of its first week.</param>
/// <param name="To">The last day; of a month the Sunday of its last week.</param>
public sealed record CalendarDays(string View, DateOnly Month, DateOnly Day, DateOnly From, DateOnly To)
{
    public static readonly string[] Views = ["month", "week", "day", "list"];

    private DateOnly LastOfMonth => Month.AddMonths(1).AddDays(-1);

    /// <summary>The days in order.</summary>
    public IEnumerable<DateOnly> All => Enumerable.Range(0, To.DayNumber - From.DayNumber + 1).Select(From.AddDays);

    /// <summary>Days of the weeks at both ends that are not the month's.</summary>
    public bool IsBeside(DateOnly day) => View == "month" && (day < Month || day > LastOfMonth);

    public string Before => AddressOf(View, View == "day" ? Day.AddDays(-1) : From.AddDays(-7));

    public string After => AddressOf(View, View == "day" ? Day.AddDays(1) : From.AddDays(7));

    /// <param name="view">A view that is none shows the month.</param>
    /// <param name="asked">The day to show; without one, today if it is of the month, else the month's first.</param>
    public static CalendarDays Of(string? view, DateOnly month, DateOnly? asked, DateOnly today)
    {
        var day = asked ?? (MonthOf(today) == month ? today : month);
        var known = Views.Contains(view) ? view! : "month";
        month = known is "week" or "day" ? MonthOf(day) : month;
        var last = month.AddMonths(1).AddDays(-1);
        return known switch
        {
            "day" => new(known, month, day, day, day),
            "week" => new(known, month, day, MondayOf(day), MondayOf(day).AddDays(6)),
            "list" => new(known, month, day, month, last),
            _ => new(known, month, day, MondayOf(month), MondayOf(last).AddDays(6)),
        };
    }

    public string AddressOf(string view) => AddressOf(view, Day);

    public static string AddressOf(string view, DateOnly day) =>
        $"/provider?month={MonthName.Of(day)}&view={view}" + (view is "week" or "day" ? $"&day={day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "");

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
