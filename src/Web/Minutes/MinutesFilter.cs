using System.Globalization;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Minutes;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Minutes;

/// <summary>Which lines of the district's minutes a list shows.</summary>
/// <param name="WholeYear">From the first of July to the month's end; otherwise the month alone.</param>
/// <param name="Everybody">Those too who lack nothing.</param>
/// <param name="After">Goes on after this grid row's line; null: from the beginning.</param>
public sealed record MinutesFilter(
    DateOnly Month, bool WholeYear, string? School, string? Service, long? ProviderId, BehindCause? Cause, bool Everybody, long? After)
{
    public const string Path = "/clerk/minutes";

    private const int LongestCode = 40;

    private static readonly Dictionary<string, BehindCause> _causes = new()
    {
        ["not-logged"] = BehindCause.NotLogged,
        ["held-back"] = BehindCause.HeldBack,
        ["staff"] = BehindCause.Provider,
        ["school"] = BehindCause.System,
        ["student"] = BehindCause.Student,
    };

    public string Address => QueryHelpers.AddQueryString(Path, Query);

    /// <summary>From an address. What cannot be read there filters nothing.</summary>
    public static MinutesFilter From(IQueryCollection query, DateOnly month) => new(
        month,
        query["span"] == "year",
        CodeOf(query["school"].ToString()),
        CodeOf(query["service"].ToString()),
        NumberOf(query["provider"].ToString()),
        _causes.TryGetValue(query["cause"].ToString(), out var cause) ? cause : null,
        query["show"] == "all",
        NumberOf(query["after"].ToString()));

    public string AddressOf(ReportFormat format) =>
        QueryHelpers.AddQueryString($"{Path}/{format.Name()}", (this with { After = null }).Query);

    /// <summary>The days that are looked at; false where none of them has come.</summary>
    public bool TryRange(DateOnly today, out LedgerRange range) =>
        LedgerRange.TryCreate(WholeYear ? LedgerRange.YearOf(Month) : Month, Month.AddMonths(1).AddDays(-1), today, out range);

    public StandingFilter Standing() => new(School, Service, ProviderId, Cause, BehindOnly: !Everybody);

    private Dictionary<string, string?> Query => new()
    {
        ["month"] = MonthName.Of(Month),
        ["span"] = WholeYear ? "year" : null,
        ["school"] = School,
        ["service"] = Service,
        ["provider"] = ProviderId?.ToString(CultureInfo.InvariantCulture),
        ["cause"] = Cause is { } cause ? _causes.First(each => each.Value == cause).Key : null,
        ["show"] = Everybody ? "all" : null,
        ["after"] = After?.ToString(CultureInfo.InvariantCulture),
    };

    private static string? CodeOf(string text) => text.Length is > 0 and <= LongestCode ? text : null;

    private static long? NumberOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
