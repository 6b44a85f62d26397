using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web;

/// <summary>Where each role works: the links in the header, at most <see cref="Most"/> side by side, the first being its home.</summary>
public static class Desk
{
    /// <summary>More than these nobody takes in at a glance; what is looked up now and then stands together in a menu.</summary>
    public const int Most = 7;

    private static readonly Dictionary<string, Place[]> _places = new()
    {
        [UserRole.Clerk] =
        [
            new("This month", "/clerk"),
            new("Files", "/clerk/files"),
            new("Needs fixing", "/clerk/rejected", "/clerk/entries", "/clerk/causes"),
            new("Close and bill", "/clerk/close", "/clerk/claims", "/claim-files"),
            Menu("Records", new("Students", "/clerk/students"), new("Providers", "/clerk/providers"), new("About to run out", "/clerk/expiring"), new("Minutes", "/clerk/minutes")),
            new("Session logs", "/session-logs"),
        ],
        [UserRole.Provider] =
        [
            new("My month", "/provider"),
            new("My caseload", "/provider/caseload"),
            new("My signatures", "/provider/signatures"),
            new("Session logs", "/session-logs"),
        ],
        [UserRole.Finance] =
        [
            new("This month", "/finance"),
            new("Claim files", "/claim-files"),
            new("Remittances", "/finance/remittances"),
            new("Deposits", "/finance/deposits"),
            new("Reports", "/finance/reports"),
        ],
        [UserRole.Auditor] =
        [
            new("This month", "/auditor"),
            new("Sample", "/auditor/sample"),
            new("A student’s month", "/auditor/students"),
            new("Session logs", "/session-logs"),
            new("Proof", "/auditor/proof"),
        ],
        [UserRole.Admin] =
        [
            new("How it runs", "/admin"),
            new("Accounts", "/admin/accounts", "/admin/roles"),
            new("Jobs", "/admin/jobs"),
            new("Settings", "/admin/settings", "/admin/rules", "/admin/payer", "/admin/calendar"),
            new("Files", "/admin/files", "/admin/places"),
            new("Audit trail", "/admin/audit"),
            new("Claim files", "/claim-files"),
        ],
    };

    public static IReadOnlyList<Place> PlacesOf(string role) => _places[role];

    public static string HomeOf(string role) => _places[role][0].Path;

    /// <summary>Where a page belongs: the place with the longest path above it; a home has itself alone. Null where it belongs nowhere.</summary>
    public static Place? PlaceOf(string role, PathString page)
    {
        var home = _places[role][0];
        return page == home.Path
            ? home
            : _places[role].SelectMany(place => place.Within.Prepend(place))
                .Where(place => place != home)
                .SelectMany(place => place.Paths.Where(path => page.StartsWithSegments(path)).Select(path => (place, path.Length)))
                .OrderByDescending(found => found.Length)
                .FirstOrDefault().place;
    }

    private static Place Menu(string title, params Place[] within) => new(title, "") { Within = within };

    /// <param name="path">Empty for a menu.</param>
    /// <param name="also">Paths of other pages that it leads to.</param>
    public sealed class Place(string title, string path, params string[] also)
    {
        public string Title => title;

        public string Path => path;

        /// <summary>What the menu holds; a link holds nothing.</summary>
        public IReadOnlyList<Place> Within { get; init; } = [];

        internal IEnumerable<string> Paths => path.Length > 0 ? also.Prepend(path) : [];
    }
}
