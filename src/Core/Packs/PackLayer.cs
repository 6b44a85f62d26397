using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedicaidLogs.Core.Packs;

/// <summary>One file of a pack.</summary>
public sealed class PackLayer
{
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    private PackLayer(byte[] json)
    {
        Json = json;
        Said = JsonNode.Parse(json, documentOptions: _strict) as JsonObject ?? throw new PackException("Line 1, $: an object is wanted.");
    }

    /// <summary>The file's bytes.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    public string Name => Text("name") ?? "";

    public string Version => Text("version") ?? "";

    /// <summary>The shipped pack that this one stands on, or null.</summary>
    public string? Extends => Text("extends");

    internal JsonObject Said { get; }

    /// <exception cref="PackException">It is not a JSON object.</exception>
    internal static PackLayer Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return new PackLayer(json.ToArray());
        }
        catch (JsonException exception)
        {
            throw new PackException($"{(exception.LineNumber is { } line ? $"Line {line + 1}, " : "")}$: {exception.Message}", exception);
        }
    }

    /// <exception cref="PackException">There is none of that name.</exception>
    internal static PackLayer Shipped(string name)
    {
        using var stream = typeof(PackLayer).Assembly.GetManifestResourceStream($"Packs/{name}.json")
            ?? throw new PackException($"There is no rule pack named '{name}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new PackLayer(bytes);
    }

    private string? Text(string member) => Said[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
