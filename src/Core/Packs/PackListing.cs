using System.Text.Json;

namespace MedicaidLogs.Core.Packs;

/// <summary>One thing that a pack says: a value, a part of a table's row, or a row of the code map.</summary>
/// <param name="Path">Such as <c>log.lateDays</c>, <c>services.SPEECH</c> or <c>codes.SPEECH</c>.</param>
/// <param name="From">The first day; a value's first date also holds for all days before it. Null for tables, which carry no dates.</param>
/// <param name="To">The last day; null where no end is known.</param>
/// <param name="Said">For people; lists and rows in one line.</param>
/// <param name="Source">The regulation, guide or page, or "unsourced".</param>
/// <param name="Layer">The name of the pack file that says so.</param>
public sealed record PackEntry(string Path, DateOnly? From, DateOnly? To, string Said, string Source, string Layer);

/// <summary>A pack from end to end, each thing with its source and the layer that says it.</summary>
public static class PackListing
{
    private const string Unsourced = "unsourced";

    private static readonly string[] _tables = ["attendance", "credentials", "services"];
    private static readonly string[] _toldApartOfCodes = ["service", "from", "to", "source"];

    /// <param name="on">A day: what is in force then; null: everything.</param>
    public static IReadOnlyList<PackEntry> Of(RulePack pack, DateOnly? on = null)
    {
        var layers = pack.Layers.ToDictionary(layer => layer.File);
        return
        [
            .. pack.Said["values"]!.Members.SelectMany(value => Values(value.Key, value.Value, layers).Where((entry, i) => IsOn(entry, isFirst: i == 0))),
            .. pack.Said["places"]!.Members.Select(place => new PackEntry($"places.{place.Key}", null, null, place.Value.Text, Unsourced, LayerOf(place.Value, layers).Name)),
            .. _tables.SelectMany(table => Rows(table, pack.Said[table]!, layers)),
            .. pack.Said["codes"]!.Items.Select(code => Code(code, layers)).Where(entry => IsOn(entry, isFirst: false)),
        ];

        bool IsOn(PackEntry entry, bool isFirst) => on is not { } day || ((isFirst || entry.From <= day) && !(entry.To < day));
    }

    private static IEnumerable<PackEntry> Values(string key, PackNode dated, Dictionary<string, PackLayer> layers) =>
        dated.Items.Select((value, i) => new PackEntry(
            key,
            value["from"]!.Day,
            i + 1 < dated.Items.Count ? dated.Items[i + 1]["from"]!.Day!.Value.AddDays(-1) : null,
            Line(value["value"]!), value["source"]!.Text, LayerOf(value, layers).Name));

    /// <summary>A row that layers share is told once for each of them, with what it says there.</summary>
    private static IEnumerable<PackEntry> Rows(string table, PackNode rows, Dictionary<string, PackLayer> layers) =>
        from row in rows.Members
        from part in row.Value.Members.Where(member => member.Key != "source").GroupBy(member => LayerOf(member.Value, layers))
        select new PackEntry(
            $"{table}.{row.Key}", null, null,
            string.Join(", ", part.Select(member => $"{member.Key}: {Line(member.Value)}")),
            part.Key.Said[table]![row.Key]!["source"]!.Text, part.Key.Name);

    private static PackEntry Code(PackNode code, Dictionary<string, PackLayer> layers) =>
        new(
            $"codes.{code["service"]!.Text}", code["from"]!.Day, code["to"]?.Day,
            string.Join(", ", code.Members.Where(member => !_toldApartOfCodes.Contains(member.Key) && !member.Value.IsNull).Select(member => $"{member.Key}: {Line(member.Value)}")),
            code["source"]!.Text, LayerOf(code, layers).Name);

    private static PackLayer LayerOf(PackNode node, Dictionary<string, PackLayer> layers) => layers[node.Place.File];

    private static string Line(PackNode node) => node.Kind switch
    {
        JsonValueKind.Array => node.Items.Count == 0 ? "none" : string.Join(" ", node.Items.Select(Line)),
        JsonValueKind.Object => string.Join(" ", node.Members.Select(member => $"{member.Key} {Line(member.Value)}")),
        JsonValueKind.Null => "none",
        _ => node.Text,
    };
}
