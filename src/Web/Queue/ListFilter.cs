using System.Globalization;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Queue;

/// <summary>Which entries of a month the list shows: those whose heaviest finding has the tab's severity, narrowed by code, service and provider.</summary>
/// <param name="Page">1 and up.</param>
public sealed partial record ListFilter(DateOnly Month, Severity Tab, string? Code, string? Service, long? ProviderId, int Page)
{
    public const string Path = "/clerk/rejected";

    private const int LongestService = 40;

    /// <summary>Codes of the schools that the account is limited to; null: all. The account says so, never the address.</summary>
    public string[]? Schools { get; init; }

    public static ListFilter AllRejected(DateOnly month) => new(month, Severity.Reject, null, null, null, 1);

    /// <summary>From an address. What cannot be read there filters nothing.</summary>
    public static ListFilter From(IQueryCollection query, DateOnly month)
    {
        var code = query["code"].ToString();
        var service = query["service"].ToString();
        return new(
            month,
            SeverityText.TryParse(query["tab"].ToString(), out var tab) ? tab : Severity.Reject,
            CodeForm().IsMatch(code) ? code : null,
            service.Length is > 0 and <= LongestService ? service : null,
            Number(query["provider"].ToString()),
            (int)Math.Clamp(Number(query["page"].ToString()) ?? 1, 1, int.MaxValue / EntryList.PageSize));
    }

    /// <summary>The list's own address.</summary>
    public string Address => QueryHelpers.AddQueryString(Path, Query);

    /// <summary>An entry's address that remembers the list.</summary>
    public string AddressOf(long entryId) => QueryHelpers.AddQueryString(
        string.Create(CultureInfo.InvariantCulture, $"/clerk/entries/{entryId}"),
        (this with { Page = 1 }).Query);

    private Dictionary<string, string?> Query => new()
    {
        ["month"] = MonthName.Of(Month),
        ["tab"] = SeverityText.Of(Tab),
        ["code"] = Code,
        ["service"] = Service,
        ["provider"] = ProviderId?.ToString(CultureInfo.InvariantCulture),
        ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
    };

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("^[A-Z]+_[A-Z]+$")]
    private static partial Regex CodeForm();
}
