using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using MedicaidLogs.Ingest.Logging;

namespace MedicaidLogs.Ingest.Files;

/// <summary>Reads a column mapping from JSON and holds it to the kind's columns; a slip in it must not misread a month.</summary>
internal sealed partial class ColumnMappingReader(Func<string, FileFormat?> formatOf)
{
    /// <summary><c>$schema</c> is for editors.</summary>
    private static readonly string[] _members =
        ["$schema", "source", "kind", "columns", "ignore", "constants", "values", "dates", "times", "instants"];

    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private FileFormat? _format;

    public ColumnMapping Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, _strict);
            return Read(document.RootElement);
        }
        catch (JsonException fault)
        {
            throw new ColumnMappingException(fault.LineNumber is { } before
                ? $"The column mapping is not JSON (line {before + 1})."
                : "A member stands in the column mapping twice.");
        }
    }

    private ColumnMapping Read(JsonElement root)
    {
        Demand(root.ValueKind == JsonValueKind.Object, "It must be one JSON object.");
        foreach (var member in root.EnumerateObject())
        {
            Demand(_members.Contains(member.Name), $"There is no member \"{member.Name}\".");
        }

        var source = root.TryGetProperty("source", out var found) ? Text(found, "source") : "";
        Demand(SourceForm().IsMatch(source), "\"source\" must be 1 to 40 lower-case letters, digits and dashes.");
        Demand(source != SessionLogging.Source, $"\"source\" cannot be \"{SessionLogging.Source}\": those are the sessions that providers log here.");
        var kind = root.TryGetProperty("kind", out found) ? Text(found, "kind") : "";
        _format = formatOf(kind);
        Demand(_format is not null, $"\"kind\" names no kind of file: \"{kind}\".");

        var mapping = new ColumnMapping(
            source,
            _format.Kind,
            ByColumn(root, "columns", Text),
            Texts(root, "ignore")?.ToFrozenSet(StringComparer.OrdinalIgnoreCase) ?? [],
            ByColumn(root, "constants", Text),
            ByColumn(root, "values", Words),
            Formats(root, "dates"),
            Formats(root, "times"),
            Formats(root, "instants"))
        {
            Json = root.GetRawText(),
        };
        DemandOneUseOfEach(mapping);
        return mapping;
    }

    private static void DemandOneUseOfEach(ColumnMapping mapping)
    {
        var headers = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, header) in mapping.Columns)
        {
            Demand(headers.Add(header), $"The header \"{header}\" is read into two columns.");
            Demand(!mapping.Ignore.Contains(header), $"The header \"{header}\" stands in both \"columns\" and \"ignore\".");
            Demand(!mapping.Constants.ContainsKey(column), $"The column \"{column}\" has a header and a constant.");
        }
    }

    private FrozenDictionary<string, T> ByColumn<T>(JsonElement root, string member, Func<JsonElement, string, T> read)
    {
        var values = new Dictionary<string, T>();
        if (root.TryGetProperty(member, out var map))
        {
            Demand(map.ValueKind == JsonValueKind.Object, $"\"{member}\" must be an object.");
            foreach (var each in map.EnumerateObject())
            {
                var column = _format!.Find(each.Name);
                Demand(column is not null, $"\"{member}\" names a column that {_format.Kind} files do not have: \"{each.Name}\".");
                Demand(
                    values.TryAdd(column.Name, read(each.Value, $"{member}.{each.Name}")),
                    $"\"{member}\" names the column \"{column.Name}\" twice.");
            }
        }

        return values.ToFrozenDictionary();
    }

    private static FrozenDictionary<string, string> Words(JsonElement map, string where)
    {
        Demand(map.ValueKind == JsonValueKind.Object, $"\"{where}\" must be an object.");
        return map.EnumerateObject().ToFrozenDictionary(word => word.Name.Trim(), word => Text(word.Value, $"{where}.{word.Name}"));
    }

    private static string[]? Formats(JsonElement root, string member)
    {
        var formats = Texts(root, member);
        Demand(formats is not [], $"\"{member}\" must name at least one format.");
        foreach (var format in formats ?? [])
        {
            // An instant of another zone would be read as one of the district's.
            Demand(format.Length > 0 && !format.AsSpan().ContainsAny('z', 'K'), $"\"{member}\" holds a format without a use here: \"{format}\".");
        }

        return formats;
    }

    private static string[]? Texts(JsonElement root, string member)
    {
        if (!root.TryGetProperty(member, out var list))
        {
            return null;
        }

        Demand(list.ValueKind == JsonValueKind.Array, $"\"{member}\" must be a list.");
        return [.. list.EnumerateArray().Select(each => Text(each, member))];
    }

    private static string Text(JsonElement value, string where)
    {
        Demand(value.ValueKind == JsonValueKind.String, $"\"{where}\" must be text.");
        return value.GetString()!.Trim();
    }

    private static void Demand([DoesNotReturnIf(false)] bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ColumnMappingException($"The column mapping cannot be used. {otherwise}");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex SourceForm();
}
