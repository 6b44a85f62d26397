using System.Globalization;
using System.Text.Json;

namespace MedicaidLogs.Core.Packs;

/// <summary>A piece of a pack file that knows where it stands, also after its layer was laid over others.</summary>
internal sealed class PackNode(PackPlace place, JsonValueKind kind, string text = "")
{
    /// <summary>A member stands where its name begins, all else where it begins.</summary>
    public PackPlace Place { get; } = place;

    public JsonValueKind Kind { get; } = kind;

    /// <summary>A text without its quotes; a number, true, false or null as written; else empty.</summary>
    public string Text { get; } = text;

    /// <summary>Of an object, in the order of the file.</summary>
    public OrderedDictionary<string, PackNode> Members { get; init; } = [];

    /// <summary>Of a list.</summary>
    public IReadOnlyList<PackNode> Items { get; init; } = [];

    public PackNode? this[string member] => Members.GetValueOrDefault(member);

    public bool IsNull => Kind == JsonValueKind.Null;

    public string? TextOrNull => Kind == JsonValueKind.String ? Text : null;

    public DateOnly? Day => Kind == JsonValueKind.String && DateOnly.TryParseExact(Text, "yyyy-MM-dd", out var day) ? day : null;

    public int? Number => Kind == JsonValueKind.Number && int.TryParse(Text, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The texts of a list, others left out.</summary>
    public IEnumerable<string> Texts => Items.Select(item => item.TextOrNull).OfType<string>();

    /// <summary>For messages.</summary>
    public string Shown => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => Items.Count == 0 ? "an empty list" : "a list",
        JsonValueKind.String => $"\"{(Text.Length > 60 ? Text[..60] + "…" : Text)}\"",
        _ => Text,
    };

    /// <summary>The object without a member.</summary>
    public PackNode Without(string member) =>
        new(Place, Kind) { Members = new(Members.Where(each => each.Key != member), StringComparer.Ordinal) };

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, member) in Members)
                {
                    writer.WritePropertyName(name);
                    member.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in Items)
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text);
                break;
            default:
                writer.WriteRawValue(Text);
                break;
        }
    }

    /// <summary>The piece as JSON.</summary>
    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            WriteTo(writer);
        }

        return stream.ToArray();
    }
}
