using System.Globalization;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Queue;

/// <summary>Which entries of a month a list shows, in which order.</summary>
public sealed partial record ListFilter(DateOnly Month, QueueTab Tab)
{
    public const string Path = "/clerk/rejected";

    /// <summary>What a person looked for is kept under this key in the sealed cookie: a student's number has no place in an address.</summary>
    public const string SearchKey = "rejected.search";

    public const int MostSearchCharacters = 40;

    private const int LongestService = 40;

    /// <summary>Days left to file, to choose from; below the first it is too late.</summary>
    public static readonly int[] DayChoices = [-1, 7, 30, 90];

    /// <summary>What became of a return, to choose from; the first: it was never returned.</summary>
    public static readonly string[] ReturnChoices = ["never", "waiting", "answered", "changed"];

    /// <summary>A finding's.</summary>
    public string? Code { get; init; }

    /// <summary>With the code, one cause of rejections: <see cref="Ingest.Causes.RootCause.Key"/>.</summary>
    public string? Cause { get; init; }

    public string? Service { get; init; }

    public long? ProviderId { get; init; }

    /// <summary>A school's code: where the student was enrolled on the day.</summary>
    public string? School { get; init; }

    /// <summary>Codes of the schools that the account is limited to; null: all. The account says so, never the address.</summary>
    public string[]? Schools { get; init; }

    /// <summary>Who can fix one of its findings, as docs/findings.md says.</summary>
    public string? Who { get; init; }

    /// <summary>One of <see cref="ReturnChoices"/>.</summary>
    public string? Returned { get; init; }

    /// <summary>At most so many days left to file, one of <see cref="DayChoices"/>.</summary>
    public int? Days { get; init; }

    public ListOrder Order { get; init; }

    /// <summary>Goes on after this entry; null: from the beginning.</summary>
    public long? After { get; init; }

    /// <summary>An entry's number, or a student's as the district writes it.</summary>
    public string? Search { get; init; }

    /// <summary>The filter takes something away beside the tab.</summary>
    public bool Narrows => this with { Order = default, After = null, Schools = null } != new ListFilter(Month, Tab);

    public static ListFilter AllRejected(DateOnly month) => new(month, QueueTab.Rejected);

    public static ListFilter OpenOnes(DateOnly month) => new(month, QueueTab.Open);

    /// <summary>From an address. What cannot be read there filters nothing.</summary>
    /// <param name="search">As it was typed last; it counts where the address says that it was found by it.</param>
    public static ListFilter From(IQueryCollection query, DateOnly month, string? search = null)
    {
        var code = query["code"].ToString();
        var cause = query["cause"].ToString();
        return new(month, QueueTabs.Parse(query["tab"].ToString()) ?? QueueTab.Open)
        {
            Code = CodeForm().IsMatch(code) ? code : null,
            Cause = CodeForm().IsMatch(code) && CauseForm().IsMatch(cause) ? cause : null,
            Service = Word(query["service"].ToString()),
            ProviderId = Number(query["provider"].ToString()),
            School = Word(query["school"].ToString()),
            Who = Whos.Contains(query["who"].ToString()) ? query["who"].ToString() : null,
            Returned = ReturnChoices.Contains(query["returned"].ToString()) ? query["returned"].ToString() : null,
            Days = int.TryParse(query["days"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) && DayChoices.Contains(days) ? days : null,
            Order = ListOrders.Parse(query["order"].ToString()),
            After = Number(query["after"].ToString()),
            Search = query["found"] == "1" ? SearchOf(search) : null,
        };
    }

    /// <summary>What is looked for; null where nothing is, or too much was typed.</summary>
    public static string? SearchOf(string? typed) => typed?.Trim() is { Length: > 0 and <= MostSearchCharacters } text ? text : null;

    /// <summary>Everybody who can fix a finding.</summary>
    public static IReadOnlyList<string> Whos { get; } = [.. FindingTexts.All.Select(text => text.Who).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The list's own address.</summary>
    public string Address => QueryHelpers.AddQueryString(Path, Query);

    /// <summary>An entry's address that remembers the list.</summary>
    public string AddressOf(long entryId) => QueryHelpers.AddQueryString(
        string.Create(CultureInfo.InvariantCulture, $"/clerk/entries/{entryId}"), (this with { After = null }).Query);

    /// <summary>The whole list as a spreadsheet.</summary>
    /// <param name="format">csv or xlsx.</param>
    public string SheetAddress(string format) => QueryHelpers.AddQueryString((this with { After = null }).AddressOf("sheet"), "format", format);

    /// <summary>The list's address with a handler of its page.</summary>
    public string AddressOf(string handler) => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>(Query) { ["handler"] = handler });

    private Dictionary<string, string?> Query => new()
    {
        ["month"] = MonthName.Of(Month),
        ["tab"] = Tab.Key(),
        ["code"] = Code,
        ["cause"] = Cause,
        ["service"] = Service,
        ["provider"] = ProviderId?.ToString(CultureInfo.InvariantCulture),
        ["school"] = School,
        ["who"] = Who,
        ["returned"] = Returned,
        ["days"] = Days?.ToString(CultureInfo.InvariantCulture),
        ["order"] = Order == default ? null : Order.Key(),
        ["found"] = Search is null ? null : "1",
        ["after"] = After?.ToString(CultureInfo.InvariantCulture),
    };

    private static string? Word(string text) => text.Length is > 0 and <= LongestService ? text : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("^[A-Z]+_[A-Z]+$")]
    private static partial Regex CodeForm();

    [GeneratedRegex("^[0-9a-f]{16}$")]
    private static partial Regex CauseForm();
}

/// <summary>What a list is sorted by.</summary>
public enum ListOrder
{
    /// <summary>Dollars × urgency, the most pressing first: see docs/queue.md.</summary>
    Pressing,

    /// <summary>The oldest day of service first.</summary>
    Date,
    Student,
    Provider,
}

/// <summary>Orders as addresses and pages write them.</summary>
public static class ListOrders
{
    private static readonly (string Key, string Title)[] _all =
        [("pressing", "Most pressing first"), ("date", "Oldest first"), ("student", "By student"), ("provider", "By provider")];

    public static string Key(this ListOrder order) => _all[(int)order].Key;

    public static string Title(this ListOrder order) => _all[(int)order].Title;

    public static ListOrder Parse(string key) => (ListOrder)Math.Max(0, Array.FindIndex(_all, each => each.Key == key));
}
