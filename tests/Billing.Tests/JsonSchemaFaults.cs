using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MedicaidLogs.Billing.Tests;

/// <summary>Holds a JSON file to its JSON schema (draft 2020-12), as an editor does. A word of the schema that it does not know is an exception.</summary>
internal static class JsonSchemaFaults
{
    public static IEnumerable<string> Of(JsonElement schema, JsonElement value, string path = "$")
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.GetBoolean() ? [] : [$"{path}: may not be here"];
        }

        return schema.EnumerateObject().SelectMany(rule => Of(schema, rule, value, path));
    }

    private static IEnumerable<string> Of(JsonElement schema, JsonProperty rule, JsonElement value, string path) => rule.Name switch
    {
        "$schema" or "title" or "description" or "then" or "else" => [],
        "additionalProperties" when rule.Value.ValueKind == JsonValueKind.False =>
            Members(value).Where(member => !schema.GetProperty("properties").TryGetProperty(member.Name, out _)).Select(member => $"{path}.{member.Name}: unknown"),
        "properties" => Members(value).SelectMany(member =>
            rule.Value.TryGetProperty(member.Name, out var form) ? Of(form, member.Value, $"{path}.{member.Name}") : []),
        "items" => Items(value).SelectMany((item, i) => Of(rule.Value, item, $"{path}[{i}]")),
        "required" => Words(rule.Value).Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{path}.{name}: missing"),
        "dependentRequired" => rule.Value.EnumerateObject().Where(member => value.TryGetProperty(member.Name, out _))
            .SelectMany(member => Words(member.Value)).Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{path}.{name}: missing"),
        "if" => schema.TryGetProperty(Of(rule.Value, value, path).Any() ? "else" : "then", out var branch) ? Of(branch, value, path) : [],
        _ when Holds(rule, value) => [],
        _ => [$"{path}: breaks {rule.Name} {rule.Value.GetRawText()}"],
    };

    private static bool Holds(JsonProperty rule, JsonElement value) => rule.Name switch
    {
        "type" => rule.Value.GetString() == value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "integer",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "null",
        },
        "const" => JsonElement.DeepEquals(rule.Value, value),
        "enum" => rule.Value.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)),
        "pattern" => Regex.IsMatch(value.GetString()!, rule.Value.GetString()!, RegexOptions.NonBacktracking),
        "format" => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "minLength" => value.GetString()!.Length >= rule.Value.GetInt32(),
        "minItems" => value.GetArrayLength() >= rule.Value.GetInt32(),
        "minimum" => value.GetInt64() >= rule.Value.GetInt64(),
        "maximum" => value.GetInt64() <= rule.Value.GetInt64(),
        _ => throw new InvalidOperationException($"The schema says '{rule.Name}', which this check does not know."),
    };

    private static IEnumerable<JsonProperty> Members(JsonElement value) => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    private static IEnumerable<JsonElement> Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private static IEnumerable<string> Words(JsonElement list) => list.EnumerateArray().Select(word => word.GetString()!);
}
