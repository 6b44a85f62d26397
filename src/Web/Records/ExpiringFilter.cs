using System.Globalization;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Expiring;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Records;

/// <summary>Which of the records that run out a list shows.</summary>
/// <param name="Days">Within so many days from today, one of <see cref="Choices"/>; what has run out and was not renewed is always there.</param>
/// <param name="Kind">One of <see cref="ExpiringKind"/>; null: all.</param>
public sealed record ExpiringFilter(DateOnly Month, int Days, string? Kind, ExpiringPlace? After)
{
    public const string Path = "/clerk/expiring";

    public static readonly int[] Choices = [30, 60, 90];

    private const int LongestWhat = 60;

    public string Address => QueryHelpers.AddQueryString(Path, Query);

    public string CsvAddress => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>((this with { After = null }).Query) { ["handler"] = "csv" });

    private Dictionary<string, string?> Query => new()
    {
        ["month"] = MonthName.Of(Month),
        ["days"] = Days.ToString(CultureInfo.InvariantCulture),
        ["kind"] = Kind,
        ["day"] = After?.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["after"] = After?.Kind,
        ["id"] = After?.Id.ToString(CultureInfo.InvariantCulture),
        ["what"] = After?.What,
    };

    /// <summary>From an address. What cannot be read there filters nothing.</summary>
    public static ExpiringFilter From(IQueryCollection query, DateOnly month) => new(
        month,
        int.TryParse(query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Choices.Contains(days) ? days : Choices[0],
        KindOf(query["kind"].ToString()),
        PlaceOf(query));

    public ExpiringQuery Of(DateOnly today) =>
        new(today.AddDays(-Expiry.PastDays), today.AddDays(Days), Month, today) { Kind = Kind, After = After };

    private static string? KindOf(string text) => ExpiringKind.All.Contains(text) ? text : null;

    private static ExpiringPlace? PlaceOf(IQueryCollection query) =>
        DateOnly.TryParseExact(query["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && KindOf(query["after"].ToString()) is { } kind
        && long.TryParse(query["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && query["what"].ToString() is { Length: <= LongestWhat } what
            ? new(day, kind, id, what)
            : null;
}
