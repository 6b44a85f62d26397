using MedicaidLogs.Core.Accounts;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Administration;

/// <summary>Which accounts the list shows.</summary>
/// <param name="Show">One of <see cref="Shown"/>; null: all.</param>
/// <param name="After">Goes on after this account; null: from the beginning.</param>
public sealed record AccountFilter(string? Role, string? Show, Guid? After)
{
    public const string Path = "/admin/accounts";

    /// <summary>What the list is narrowed to, and in which words.</summary>
    public static IReadOnlyDictionary<string, string> Shown { get; } = new Dictionary<string, string>
    {
        ["locked"] = "Locked after wrong passwords",
        ["first"] = "First password not changed yet",
        ["left"] = "Left the district, account still on",
        ["off"] = "Switched off",
    };

    public string Address => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["role"] = Role,
        ["show"] = Show,
        ["after"] = After?.ToString("D"),
    });

    /// <summary>From an address. What cannot be read there filters nothing.</summary>
    public static AccountFilter From(IQueryCollection query)
    {
        var (role, show) = (query["role"].ToString(), query["show"].ToString());
        return new(
            UserRole.All.Contains(role) ? role : null,
            Shown.ContainsKey(show) ? show : null,
            Guid.TryParse(query["after"].ToString(), out var after) ? after : null);
    }
}
