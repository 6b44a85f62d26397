using System.Text.Json.Nodes;

namespace MedicaidLogs.Core.Packs;

/// <summary>Lays one pack file over another: what the upper one says replaces what the lower one says of the same thing.</summary>
/// <remarks>docs/packs.md, "Layers", is the specification. Both are of one form; the upper one may leave out whatever it does not change.</remarks>
internal static class PackLayers
{
    public static JsonObject Over(JsonObject lower, JsonObject upper)
    {
        var result = lower.DeepClone().AsObject();
        foreach (var (member, said) in upper)
        {
            result[member] = (member, result[member], said) switch
            {
                ("values", JsonObject below, JsonObject above) => Each(below, above, Dated),
                ("codes", JsonArray below, JsonArray above) => Codes(below, above),
                (_, JsonObject below, JsonObject above) => Each(below, above, Row),
                _ => said?.DeepClone(),
            };
        }

        return result;
    }

    private static JsonObject Each(JsonObject lower, JsonObject upper, Func<JsonNode?, JsonNode?, JsonNode?> over)
    {
        var result = lower.DeepClone().AsObject();
        foreach (var (key, said) in upper)
        {
            result[key] = over(result[key], said);
        }

        return result;
    }

    /// <summary>The upper layer's values hold from its first date on; on the days before it the lower layer's do.</summary>
    private static JsonNode? Dated(JsonNode? lower, JsonNode? upper) =>
        lower is JsonArray below && upper is JsonArray above && First(above) is { } first
            ? new JsonArray([.. below.Where(value => From(value) is { } from && from < first).Concat(above).Select(value => value?.DeepClone())])
            : upper?.DeepClone();

    private static DateOnly? First(JsonArray dated) => dated.Count == 0 ? null : From(dated[0]);

    private static DateOnly? From(JsonNode? value) =>
        value is JsonObject dated && dated["from"] is JsonValue from && from.TryGetValue(out string? text)
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day)
            ? day
            : null;

    /// <summary>A row of a table is replaced member by member, so that a member that is new to the base needs no line elsewhere.</summary>
    private static JsonNode? Row(JsonNode? lower, JsonNode? upper) =>
        lower is JsonObject below && upper is JsonObject above ? Each(below, above, (_, said) => said?.DeepClone()) : upper?.DeepClone();

    /// <summary>A layer that has rows of a service has all of them: rows have no key by which one could replace another.</summary>
    private static JsonArray Codes(JsonArray lower, JsonArray upper)
    {
        var services = upper.Select(Service).ToHashSet();
        return [.. lower.Where(row => !services.Contains(Service(row))).Concat(upper).Select(row => row?.DeepClone())];
    }

    private static string? Service(JsonNode? row) =>
        row is JsonObject code && code["service"] is JsonValue service && service.TryGetValue(out string? name) ? name : null;
}
