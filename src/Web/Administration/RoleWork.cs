using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Administration;

/// <summary>Whether a role may do a piece of work, and how far.</summary>
public enum RoleReach
{
    None,

    /// <summary>For the provider's own students and sessions alone.</summary>
    OwnCaseload,

    WholeDistrict,
}

/// <summary>A piece of work and which roles may do it, read from docs/security.md: the work's words from one table there, who may from the other.</summary>
public sealed record RoleWork(string Words, IReadOnlyDictionary<string, RoleReach> Reach)
{
    private const string PagesHeading = "## Who may open what";
    private const string WorkHeading = "## What each role may do";

    /// <summary>Leads each role to its own desk, and is no work.</summary>
    private const string Door = "/";

    public static IReadOnlyList<RoleWork> All { get; } = Read(DocumentTable.Read("security.md"));

    /// <summary>A role as a person reads it.</summary>
    public static string TitleOf(string role) => $"{char.ToUpperInvariant(role[0])}{role[1..]}";

    /// <summary>Reads both tables. A page belongs to the work that names it most closely; work of <c>POST</c> is what the page's buttons do.</summary>
    /// <exception cref="FormatException">A page that asks for a sign-in belongs to no work, or some work has no page.</exception>
    public static IReadOnlyList<RoleWork> Read(string document)
    {
        var works = DocumentTable.Rows(document, WorkHeading).Select(cells => (Words: cells[0], Place: cells[1].Trim('`'))).ToList();
        var reach = works.ToDictionary(work => work.Place, _ => UserRole.All.ToDictionary(role => role, _ => RoleReach.None));
        foreach (var cells in DocumentTable.Rows(document, PagesHeading))
        {
            var (route, handlers, who, scope) = (cells[0].Trim('`'), cells[1].Split(", "), cells[2], cells[3]);
            foreach (var handler in handlers.Where(_ => who != "anyone" && route != Door))
            {
                var place = PlaceOf(route, handler.StartsWith("POST", StringComparison.Ordinal), reach.Keys);
                foreach (var role in UserRole.All.Where(role => who == "signed in" || who.Split(", ").Contains(role)))
                {
                    var isOwn = scope.Contains("caseload", StringComparison.Ordinal) && role == UserRole.Provider;
                    reach[place][role] = isOwn ? RoleReach.OwnCaseload : RoleReach.WholeDistrict;
                }
            }
        }

        return reach.FirstOrDefault(each => each.Value.Values.All(how => how == RoleReach.None)) is { Key: { } empty }
            ? throw new FormatException($"docs/security.md: no page belongs to the work of {empty}.")
            : [.. works.Select(work => new RoleWork(work.Words, reach[work.Place]))];
    }

    private static string PlaceOf(string route, bool isPost, IEnumerable<string> places) =>
        places.Where(place => IsUnder(route, place, isPost)).MaxBy(place => place.Length)
        ?? throw new FormatException($"docs/security.md: the page {route} belongs to no work of \"{WorkHeading[3..]}\".");

    private static bool IsUnder(string route, string place, bool isPost)
    {
        var forPosts = place.StartsWith("POST ", StringComparison.Ordinal);
        var path = forPosts ? place[5..] : place;
        return (isPost || !forPosts) && (route == path || route.StartsWith(path + "/", StringComparison.Ordinal));
    }
}
