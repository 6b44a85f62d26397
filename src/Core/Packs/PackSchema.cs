using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MedicaidLogs.Core.Packs;

/// <summary>Holds a pack file against pack.schema.json, the one description of its form that editors and the program share.</summary>
/// <remarks>
/// It knows the words of JSON Schema (draft 2020-12) that the schema uses; any other is an exception, so that no rule of the schema
/// is left unkept.
/// </remarks>
internal static class PackSchema
{
    private static readonly JsonElement _root = ReadSchema();

    /// <summary>The keys of all single values, with what is wanted of each.</summary>
    public static IReadOnlyDictionary<string, string> Values { get; } =
        _root.GetProperty("properties").GetProperty("values").GetProperty("properties").EnumerateObject()
            .ToDictionary(key => key.Name, key => key.Value.GetProperty("description").GetString()!);

    public static void Check(PackNode pack, List<PackFault> faults) => Check(_root, pack, faults);

    private static void Check(JsonElement schema, PackNode node, List<PackFault> faults)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(_root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), node, faults);
        }

        if (!schema.EnumerateObject().All(rule => Holds(rule, node)))
        {
            faults.Add(new(node.Place, $"{node.Shown} stands here", Wanted(schema)));
            return;
        }

        foreach (var item in schema.TryGetProperty("items", out var items) ? node.Items : [])
        {
            Check(items, item, faults);
        }

        if (node.Kind == JsonValueKind.Object)
        {
            CheckMembers(schema, node, faults);
        }

        if (schema.TryGetProperty("if", out var condition))
        {
            var against = new List<PackFault>();
            Check(condition, node, against);
            Check(schema.GetProperty(against.Count == 0 ? "then" : "else"), node, faults);
        }
    }

    private static void CheckMembers(JsonElement schema, PackNode node, List<PackFault> faults)
    {
        string[] required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
        foreach (var missing in required.Where(name => !node.Members.ContainsKey(name)))
        {
            faults.Add(new(node.Place, $"'{missing}' is missing", $"all of {string.Join(", ", required)}"));
        }

        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        var others = schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        foreach (var (name, member) in node.Members)
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(name, out var form))
            {
                Check(form, member, faults);
            }
            else if (others.ValueKind == JsonValueKind.Object)
            {
                Check(others, member, faults);
            }
            else if (others.ValueKind == JsonValueKind.False)
            {
                faults.Add(new(member.Place, $"there is no '{name}' here", Names(known)));
            }
        }
    }

    private static string Names(JsonElement members)
    {
        string[] names = [.. members.EnumerateObject().Select(member => member.Name)];
        return names.Length <= 12 ? $"one of {string.Join(", ", names)}" : "one of those that docs/packs.md lists";
    }

    private static bool Holds(JsonProperty rule, PackNode node) => (rule.Name, node.Kind) switch
    {
        ("$schema" or "$ref" or "$defs" or "title" or "description" or "properties" or "additionalProperties" or "required" or "items" or "if" or "then" or "else", _) => true,
        ("type", _) => Each(rule.Value).Any(type => IsOf(type.GetString()!, node)),
        ("enum", _) => rule.Value.EnumerateArray().Any(item => item.ValueKind == node.Kind && (node.Kind != JsonValueKind.String || item.GetString() == node.Text)),
        ("pattern", JsonValueKind.String) => Regex.IsMatch(node.Text, rule.Value.GetString()!, RegexOptions.NonBacktracking),
        ("format", JsonValueKind.String) => rule.Value.GetString() == "date" ? node.Day is not null : PackPattern.TryParse(node.Text, out _),
        ("minLength", JsonValueKind.String) => node.Text.Length >= rule.Value.GetInt32(),
        ("maxLength", JsonValueKind.String) => node.Text.Length <= rule.Value.GetInt32(),
        ("minItems", JsonValueKind.Array) => node.Items.Count >= rule.Value.GetInt32(),
        ("maxItems", JsonValueKind.Array) => node.Items.Count <= rule.Value.GetInt32(),
        ("minimum", JsonValueKind.Number) => Decimal(node) >= rule.Value.GetDecimal(),
        ("maximum", JsonValueKind.Number) => Decimal(node) <= rule.Value.GetDecimal(),
        ("multipleOf", JsonValueKind.Number) => Decimal(node) % rule.Value.GetDecimal() == 0,
        ("pattern" or "format" or "minLength" or "maxLength" or "minItems" or "maxItems" or "minimum" or "maximum" or "multipleOf", _) => true,
        _ => throw new InvalidOperationException($"pack.schema.json says '{rule.Name}', which PackSchema does not know."),
    };

    private static IEnumerable<JsonElement> Each(JsonElement oneOrMore) =>
        oneOrMore.ValueKind == JsonValueKind.Array ? oneOrMore.EnumerateArray() : [oneOrMore];

    private static bool IsOf(string type, PackNode node) => type switch
    {
        "object" => node.Kind == JsonValueKind.Object,
        "array" => node.Kind == JsonValueKind.Array,
        "string" => node.Kind == JsonValueKind.String,
        "boolean" => node.Kind is JsonValueKind.True or JsonValueKind.False,
        "null" => node.IsNull,
        "integer" => node.Number is not null,
        _ => Decimal(node) is not null,
    };

    /// <summary>A number in plain digits: nobody writes 1e2 into a pack on purpose.</summary>
    private static decimal? Decimal(PackNode node) =>
        node.Kind == JsonValueKind.Number
        && decimal.TryParse(node.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The schema's rules for one value in words.</summary>
    private static string Wanted(JsonElement schema) =>
        schema.TryGetProperty("enum", out var words)
            ? $"one of {string.Join(", ", words.EnumerateArray().Select(word => word.ValueKind == JsonValueKind.Null ? "null" : word.GetString()))}"
            : string.Join(" or ", Each(schema.GetProperty("type")).Reverse().Select(type => Wanted(type.GetString()!, schema)));

    private static string Wanted(string type, JsonElement schema) => type switch
    {
        "object" => "an object",
        "array" when schema.TryGetProperty("maxItems", out var most) => $"a list of at most {most}",
        "array" => schema.TryGetProperty("minItems", out _) ? "a list of at least one" : "a list",
        "string" when schema.TryGetProperty("format", out var format) =>
            format.GetString() == "date" ? "a date such as \"2026-10-01\"" : "a regular expression without look-around and back-references",
        "string" when schema.TryGetProperty("pattern", out var pattern) => $"a text of the form {pattern}",
        "string" => schema.TryGetProperty("maxLength", out var length) ? $"a text of {length} characters" : "a text",
        "boolean" => "true or false",
        "integer" or "number" => (type == "integer" ? "a whole number" : "a number")
            + (schema.TryGetProperty("minimum", out var least) ? $", {least} or more" : "")
            + (schema.TryGetProperty("multipleOf", out var step) ? $", in steps of {step}" : ""),
        _ => "null",
    };

    private static JsonElement ReadSchema()
    {
        using var stream = typeof(PackSchema).Assembly.GetManifestResourceStream("pack.schema.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
