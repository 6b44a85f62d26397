using System.Globalization;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Districts;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.SessionLogs;

/// <summary>Which of a month's session logs the page lists, as its address says.</summary>
/// <param name="School">By name; null: any.</param>
/// <param name="Provider">By number; null: any.</param>
/// <param name="Student">By number; null: any.</param>
/// <param name="Page">1 and up.</param>
public sealed record SessionLogFilter(DateOnly Month, SessionLogState? State, bool Unsigned, string? School, string? Provider, string? Student, int Page)
{
    public const string Path = "/session-logs";

    public const int PageSize = 100;

    public bool IsAll => this is { State: null, Unsigned: false, School: null, Provider: null, Student: null };

    public string Address
    {
        get
        {
            var query = new Dictionary<string, string?>
            {
                ["month"] = MonthName.Of(Month),
                ["state"] = State?.ToString().ToLowerInvariant(),
                ["unsigned"] = Unsigned ? "true" : null,
                ["school"] = School,
                ["provider"] = Provider,
                ["student"] = Student,
                ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
            };
            return QueryHelpers.AddQueryString(Path, query.Where(pair => pair.Value is not null));
        }
    }

    /// <summary>What the address does not say, or says wrongly, is not asked for.</summary>
    public static SessionLogFilter From(IQueryCollection query, DateOnly month) => new(
        month,
        Enum.TryParse<SessionLogState>(query["state"], ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
        query["unsigned"] == "true",
        Text(query["school"]),
        Text(query["provider"]),
        Text(query["student"]),
        int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1);

    public bool Takes(ListedSessionLog log) =>
        (State is null || log.State == State)
        && (!Unsigned || log.Unsigned > 0)
        && (School is null || log.School == School)
        && (Provider is null || log.ProviderNumber == Provider)
        && (Student is null || log.StudentNumber.Equals(Student, StringComparison.OrdinalIgnoreCase));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
