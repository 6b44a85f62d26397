using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MedicaidLogs.Core.Districts;

/// <summary>A month of service as people and commands write it, <c>2026-10</c>; in the store it is the month's first day.</summary>
public static class MonthName
{
    public static string Of(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The months from one day's to another's, both with it.</summary>
    public static DateOnly[] Between(DateOnly from, DateOnly to)
    {
        var months = new List<DateOnly>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            months.Add(month);
        }

        return [.. months];
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out DateOnly month) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out month);
}
