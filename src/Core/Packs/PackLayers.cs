using System.Text.Json;

namespace MedicaidLogs.Core.Packs;

/// <summary>Lays one pack file over another: what the upper one says replaces what the lower one says of the same thing.</summary>
/// <remarks>docs/packs.md, "Layers", is the specification. Both are of one form; the upper one may leave out whatever it does not change.</remarks>
internal static class PackLayers
{
    public static PackNode Over(PackNode lower, PackNode upper) => Members(lower, upper, (member, below, above) => member switch
    {
        "values" => Members(below, above, (_, lowerDated, upperDated) => Dated(lowerDated, upperDated)),
        "codes" => Codes(below, above),
        _ => Members(below, above, (_, lowerRow, upperRow) => Members(lowerRow, upperRow, (_, _, said) => said)),
    });

    /// <summary>A row of a table is replaced member by member, so that a member that is new to the base needs no line elsewhere.</summary>
    private static PackNode Members(PackNode lower, PackNode upper, Func<string, PackNode, PackNode, PackNode> over)
    {
        if (lower.Kind != JsonValueKind.Object || upper.Kind != JsonValueKind.Object)
        {
            return upper;
        }

        var members = new OrderedDictionary<string, PackNode>(lower.Members, StringComparer.Ordinal);
        foreach (var (name, said) in upper.Members)
        {
            members[name] = members.TryGetValue(name, out var below) ? over(name, below, said) : said;
        }

        return new PackNode(upper.Place, JsonValueKind.Object) { Members = members };
    }

    /// <summary>The upper layer's values hold from its first date on; on the days before it the lower layer's do.</summary>
    private static PackNode Dated(PackNode lower, PackNode upper) =>
        upper.Items.Count > 0 && upper.Items[0]["from"]?.Day is { } first
            ? List(upper, lower.Items.Where(value => value["from"]?.Day < first))
            : upper;

    /// <summary>A layer that has rows of a service has all of them: rows have no key by which one could replace another.</summary>
    private static PackNode Codes(PackNode lower, PackNode upper)
    {
        var services = upper.Items.Select(row => row["service"]?.TextOrNull).ToHashSet();
        return List(upper, lower.Items.Where(row => !services.Contains(row["service"]?.TextOrNull)));
    }

    private static PackNode List(PackNode upper, IEnumerable<PackNode> keptBelow) =>
        new(upper.Place, JsonValueKind.Array) { Items = [.. keptBelow, .. upper.Items] };
}
