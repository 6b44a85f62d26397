using System.Globalization;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Causes;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Queue;

/// <summary>Which causes of a month's rejections a list shows.</summary>
/// <param name="Who">Only those that they can fix; null: all.</param>
/// <param name="After">Goes on after this cause; null: from the beginning.</param>
public sealed record CauseFilter(DateOnly Month, string? Who = null, CausePlace? After = null)
{
    public const string Path = "/clerk/causes";

    public string Address => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["month"] = MonthName.Of(Month),
        ["who"] = Who,
        ["after"] = After is { } place ? string.Create(CultureInfo.InvariantCulture, $"{place.Urgency}.{place.Entries}.{place.Key}") : null,
    });

    /// <summary>From an address. What cannot be read there filters nothing.</summary>
    public static CauseFilter From(IQueryCollection query, DateOnly month) => new(
        month,
        ListFilter.Whos.Contains(query["who"].ToString()) ? query["who"].ToString() : null,
        query["after"].ToString().Split('.') is [var urgency, var entries, { Length: 16 } key]
        && long.TryParse(urgency, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cents)
        && int.TryParse(entries, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new(cents, count, key)
            : null);

    /// <summary>The entries of a cause.</summary>
    public string EntriesOf(RootCause cause) => (ListFilter.AllRejected(Month) with { Code = cause.Code, Cause = cause.Key }).Address;
}
