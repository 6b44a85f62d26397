using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace MedicaidLogs.Core.Packs;

/// <summary>Reads the JSON of a pack file and keeps the place of each piece. What is not JSON, or stands twice, is a fault.</summary>
internal sealed partial class PackReader
{
    /// <summary>A megabyte holds a thousand states' packs; more is another kind of file.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxDepth = 16;

    private readonly string _file;
    private readonly byte[] _json;
    private readonly List<PackFault> _faults;
    private readonly List<int> _lineStarts = [0];

    private PackReader(string file, byte[] json, List<PackFault> faults)
    {
        (_file, _json, _faults) = (file, json, faults);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The file's content, or null where it is no JSON at all.</summary>
    public static PackNode? Read(string file, byte[] json, List<PackFault> faults)
    {
        if (json.Length > MaxBytes || !Utf8.IsValid(json))
        {
            faults.Add(new(new(file, 1, 1, "$"), json.Length > MaxBytes ? $"the file has {json.Length} bytes" : "the file is not UTF-8", $"at most {MaxBytes} bytes of UTF-8"));
            return null;
        }

        return new PackReader(file, json, faults).Read();
    }

    private PackNode? Read()
    {
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var root = Node(ref reader, PlaceOf(reader.TokenStartIndex, "$"));
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            // The reader appends the place, in its own words and counted from 0.
            var wrong = exception.Message.Split(" LineNumber:")[0].TrimEnd('.');
            var (line, column) = ((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1);
            _faults.Add(new(new(_file, line, column, "$"), wrong, "JSON"));
            return null;
        }
    }

    private PackNode Node(ref Utf8JsonReader reader, PackPlace place) => reader.TokenType switch
    {
        JsonTokenType.StartObject => new(place, JsonValueKind.Object) { Members = Members(ref reader, place.Path) },
        JsonTokenType.StartArray => new(place, JsonValueKind.Array) { Items = Items(ref reader, place.Path) },
        JsonTokenType.String => new(place, JsonValueKind.String, TextOf(ref reader, place)),
        JsonTokenType.Number => new(place, JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.True => new(place, JsonValueKind.True, "true"),
        JsonTokenType.False => new(place, JsonValueKind.False, "false"),
        _ => new(place, JsonValueKind.Null, "null"),
    };

    private OrderedDictionary<string, PackNode> Members(ref Utf8JsonReader reader, string path)
    {
        var members = new OrderedDictionary<string, PackNode>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = reader.TokenStartIndex;
            var name = TextOf(ref reader, PlaceOf(start, path));
            var place = PlaceOf(start, path + (PlainName().IsMatch(name) ? $".{name}" : $"['{name}']"));
            reader.Read();
            if (!members.TryAdd(name, Node(ref reader, place)))
            {
                _faults.Add(new(place, $"'{name}' stands here again, after line {members[name].Place.Line}", "one of them"));
            }
        }

        return members;
    }

    private List<PackNode> Items(ref Utf8JsonReader reader, string path)
    {
        var items = new List<PackNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Node(ref reader, PlaceOf(reader.TokenStartIndex, $"{path}[{items.Count}]")));
        }

        return items;
    }

    private string TextOf(ref Utf8JsonReader reader, PackPlace place)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            _faults.Add(new(place, "half of a pair of \\u escapes stands here", "both, or none"));
            return "";
        }
    }

    private PackPlace PlaceOf(long at, string path)
    {
        var line = _lineStarts.BinarySearch((int)at) is var found && found >= 0 ? found : ~found - 1;
        var start = _lineStarts[line];
        return new(_file, line + 1, Encoding.UTF8.GetCharCount(_json, start, (int)at - start) + 1, path);
    }

    [GeneratedRegex("^[A-Za-z0-9$_-]+$")]
    private static partial Regex PlainName();
}
