using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Web.Administration;

/// <summary>Which part of a rule pack the page shows.</summary>
/// <param name="Part">One of <see cref="Parts"/>.</param>
public sealed record RulesFilter(string Part)
{
    public const string Path = "/admin/rules";

    /// <summary>What changes on a day to come.</summary>
    public const string Next = "next";

    /// <summary>What the district's own layer says.</summary>
    public const string Own = "own";

    private const string Values = "values";

    private static readonly string[] _tables = ["codes", "services", "credentials", "attendance", "places"];

    public static IReadOnlyList<(string Part, string Title)> Parts { get; } =
    [
        (Values, "Limits and severities"), ("codes", "Procedure codes"), ("services", "Services"), ("credentials", "Credentials"),
        ("attendance", "Attendance"), ("places", "Places"), (Next, "What changes next"), (Own, "Of the district’s own"),
    ];

    public string TitleOfPart => Parts.First(each => each.Part == Part).Title;

    /// <summary>From an address; where it says nothing that is known, the limits.</summary>
    public static RulesFilter From(IQueryCollection query)
    {
        var part = query["part"].ToString();
        return new(Parts.Any(each => each.Part == part) ? part : Values);
    }

    public static string AddressOf(string part) => $"{Path}?part={part}";

    /// <param name="ownLayer">The name of the district's own layer; null: it has none.</param>
    public IReadOnlyList<PackEntry> Choose(RulePack pack, DateOnly today, string? ownLayer) => Part switch
    {
        Next => [.. PackListing.Of(pack).Where(entry => entry.From > today).OrderBy(entry => entry.From)],
        Own => [.. PackListing.Of(pack).Where(entry => entry.Layer == ownLayer)],
        Values => [.. PackListing.Of(pack, today).Where(entry => !_tables.Any(table => IsOf(entry, table)))],
        _ => [.. PackListing.Of(pack, today).Where(entry => IsOf(entry, Part))],
    };

    private static bool IsOf(PackEntry entry, string table) => entry.Path.StartsWith(table + ".", StringComparison.Ordinal);
}
