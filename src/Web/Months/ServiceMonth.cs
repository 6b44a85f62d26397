using System.Globalization;

namespace MedicaidLogs.Web.Months;

/// <summary>A calendar month of service, written <c>2026-10</c> in addresses.</summary>
public readonly record struct ServiceMonth
{
    private ServiceMonth(DateOnly first) => First = first;

    /// <summary>Its first day: <c>service_month</c> in the store.</summary>
    public DateOnly First { get; }

    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    public ServiceMonth Previous => new(First.AddMonths(-1));

    public ServiceMonth Next => new(First.AddMonths(1));

    public static ServiceMonth Of(DateOnly day) => new(new DateOnly(day.Year, day.Month, 1));

    public static bool TryParse(string? text, out ServiceMonth month)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && first.Year is > 1900 and < 9999;
        month = read ? new(first) : default;
        return read;
    }

    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
