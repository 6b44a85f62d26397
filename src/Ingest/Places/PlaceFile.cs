using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MedicaidLogs.Ingest.Places;

/// <summary>A place as a district writes it down: where it is, what is fetched, what is put. See docs/transfer.md and docs/place.schema.json.</summary>
/// <param name="Kind"><c>folder</c>, <c>ftp</c>, <c>ftps</c> or <c>sftp</c>.</param>
/// <param name="Secret">The name by which a worker looks the password up, never the password.</param>
public sealed record PlaceFile(
    string Name,
    string Kind,
    string? Address = null,
    int? Port = null,
    string? User = null,
    string? Secret = null,
    string? KeyFile = null,
    string? HostKey = null,
    string? CaFile = null,
    FetchRule? Fetch = null,
    DeliverRule? Deliver = null)
{
    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PlaceJson.Default.PlaceFile);

    /// <summary>Tells two apart, so that a form knows whether the place is still the same.</summary>
    public string Token => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson())).AsSpan(0, 16));

    /// <summary>Whether what is delivered ends in the same folder.</summary>
    public bool IsSameWay(PlaceFile other) =>
        (Kind, Address, Port, User, Deliver) == (other.Kind, other.Address, other.Port, other.User, other.Deliver);

    /// <exception cref="PlaceFileException">It is not a place; the message names every fault.</exception>
    public static PlaceFile Parse(ReadOnlySpan<byte> json)
    {
        PlaceFile? file;
        try
        {
            file = JsonSerializer.Deserialize(json, PlaceJson.Default.PlaceFile);
        }
        catch (JsonException fault)
        {
            throw new PlaceFileException([$"Line {fault.LineNumber + 1}, {fault.Path}: {fault.Message}"]);
        }

        return file is null ? throw new PlaceFileException(["The file is empty."]) : file.Sound();
    }

    /// <summary>The same demands as <see cref="Parse"/> makes, of what was not read from a file.</summary>
    /// <exception cref="PlaceFileException">It is not a place; the message names every fault, its member first.</exception>
    public PlaceFile Sound() => PlaceFaults.Of(this) is { Count: > 0 } faults ? throw new PlaceFileException(faults) : this;

    /// <summary>What another file says otherwise, by member, before and after.</summary>
    public JsonObject ChangesTo(PlaceFile other)
    {
        var (before, after) = (AsJson(this), AsJson(other));
        return new(
            from name in before.Select(member => member.Key).Union(after.Select(member => member.Key))
            where !JsonNode.DeepEquals(before[name], after[name])
            select KeyValuePair.Create<string, JsonNode?>(
                name, new JsonObject { ["before"] = before[name]?.DeepClone(), ["after"] = after[name]?.DeepClone() }));

        static JsonObject AsJson(PlaceFile file) => JsonSerializer.SerializeToNode(file, PlaceJson.Default.PlaceFile)!.AsObject();
    }
}

/// <summary>What is fetched from a place.</summary>
/// <param name="Folder">On a server beneath where the login begins, or with a slash in front from its root.</param>
/// <param name="EveryMinutes">From one look to the next.</param>
/// <param name="Files">The first pattern that fits a file's name says what it is; a file that none fits is left alone.</param>
/// <param name="After">What becomes of a file that was taken in: <c>keep</c>, <c>move</c> or <c>remove</c>.</param>
/// <param name="MoveTo">A folder beneath <paramref name="Folder"/>.</param>
public sealed record FetchRule(string Folder, IReadOnlyList<FilePattern> Files, int EveryMinutes = 15, string After = "keep", string? MoveTo = null);

/// <summary>Which files are of which kind.</summary>
/// <param name="Pattern">A whole name, in which <c>*</c> stands for any characters and <c>?</c> for one; case does not count.</param>
/// <param name="Kind">A kind of docs/file-formats.md, or <c>answers</c>: what a payer sends.</param>
/// <param name="Mapping">A column mapping for that kind.</param>
public sealed record FilePattern(string Pattern, string Kind, JsonElement? Mapping = null)
{
    /// <summary>A payer's TA1, 999, 277CA, 835.</summary>
    public const string Answers = "answers";
}

/// <summary>What is put into a place: the released claim files of a payer.</summary>
/// <param name="Payer">The name of the payer profile.</param>
public sealed record DeliverRule(string Folder, string Payer);

/// <summary>A place's file that cannot be used; each fault is for the person who wrote it.</summary>
public sealed class PlaceFileException(IReadOnlyList<string> faults) : Exception(string.Join('\n', faults))
{
    public IReadOnlyList<string> Faults => faults;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PlaceFile))]
internal sealed partial class PlaceJson : JsonSerializerContext;
