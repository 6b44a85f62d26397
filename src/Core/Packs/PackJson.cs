using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace MedicaidLogs.Core.Packs;

/// <summary>A pack file as JSON. Nothing is overlooked: an unknown, repeated, missing or mistyped member is an error at its line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PackFile))]
internal sealed partial class PackJson : JsonSerializerContext
{
    private static readonly Dictionary<Type, string> _wanted = new()
    {
        [typeof(string)] = "a text",
        [typeof(bool)] = "true or false",
        [typeof(int)] = "a whole number",
        [typeof(int?)] = "a whole number or null",
        [typeof(DateOnly)] = "a date such as \"2026-10-01\"",
        [typeof(DateOnly?)] = "a date such as \"2026-10-01\", or null",
        [typeof(ServiceKind)] = PackWord<ServiceKind>.Wanted,
        [typeof(SessionMode)] = PackWord<SessionMode>.Wanted,
    };

    /// <exception cref="PackException">It is not JSON, or not of the form of a pack.</exception>
    public static PackFile Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.PackFile) ?? throw new PackException("$: a pack is wanted, not null.");
        }
        catch (JsonException exception)
        {
            throw new PackException($"Line {exception.LineNumber + 1}, {exception.Path}: {Explain(exception)}", exception);
        }
    }

    /// <summary>Of a wrong type the serializer names the .NET record around it; the pack's author wants the JSON that belongs there.</summary>
    private static string Explain(JsonException exception) =>
        exception.Message.Contains("could not be converted to ", StringComparison.Ordinal)
            ? $"{Wanted(Default.PackFile, exception.Path!)} is wanted."
            : exception.Message;

    private static string Wanted(JsonTypeInfo at, string path)
    {
        foreach (Match step in PathStep().Matches(path))
        {
            var member = at.Properties.FirstOrDefault(member => member.Name == step.Groups["name"].Value);
            at = Default.GetTypeInfo(member?.PropertyType ?? at.ElementType!)!;
        }

        return _wanted.TryGetValue(at.Type, out var wanted) ? wanted : at.Kind == JsonTypeInfoKind.Enumerable ? "a list" : "an object";
    }

    /// <summary><c>.name</c>, <c>['a.name']</c> or <c>[0]</c>.</summary>
    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['.*?'\]|\[[0-9]+\]")]
    private static partial Regex PathStep();
}

/// <summary>An enumeration as a pack writes it: by name, never by number.</summary>
internal sealed class PackWord<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum
{
    public static string Wanted => "one of " + string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));
}
