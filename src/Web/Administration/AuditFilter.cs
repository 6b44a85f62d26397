using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Administration;

/// <summary>Which events of the audit trail are shown.</summary>
/// <param name="Who">What this account did; null: everybody.</param>
/// <param name="ByCommand">Only what a command or a worker did.</param>
/// <param name="Action">One of <see cref="AuditText.Words"/>; null: all.</param>
/// <param name="Day">Only until the end of this day; null: until now.</param>
/// <param name="Before">Goes on before this event; null: from the latest.</param>
public sealed record AuditFilter(Guid? Who, bool ByCommand, string? Action, DateOnly? Day, long? Before)
{
    public const string Path = "/admin/audit";

    /// <summary>Stands in the place of an account.</summary>
    public const string Commands = "commands";

    public string Address => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["who"] = ByCommand ? Commands : Who?.ToString("D"),
        ["what"] = Action,
        ["day"] = Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["before"] = Before?.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>From an address. What cannot be read there filters nothing.</summary>
    public static AuditFilter From(IQueryCollection query)
    {
        var (who, action) = (query["who"].ToString(), query["what"].ToString());
        return new(
            Guid.TryParse(who, out var userId) ? userId : null,
            who == Commands,
            AuditText.Words.ContainsKey(action) ? action : null,
            DateOnly.TryParseExact(query["day"].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue
                ? day
                : null,
            long.TryParse(query["before"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null);
    }
}
