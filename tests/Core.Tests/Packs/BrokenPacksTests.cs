using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Core.Tests.Packs;

/// <summary>Whatever is wrong with a file is told as a fault at its place, never as a crash.</summary>
public sealed class BrokenPacksTests
{
    private const int Cases = 100;

    private static readonly string[] _strangers = ["null", "5", "-1.5", "1e400", "\"\"", "\"x\"", "true", "[]", "[[]]", "{}", """{ "a": null }"""];

    [Fact]
    public void With_any_byte_changed()
    {
        var random = new Random(20261015);
        for (var i = 0; i < Cases; i++)
        {
            var json = Encoding.UTF8.GetBytes(PackText.Base);
            json[random.Next(json.Length)] = (byte)random.Next(256);

            AssertSoundOrTold(json);
        }
    }

    [Fact]
    public void With_any_piece_replaced_by_another()
    {
        var random = new Random(20261016);
        for (var i = 0; i < Cases; i++)
        {
            AssertSoundOrTold(PackText.Changed(pack =>
            {
                var pieces = Below(pack).ToList();
                pieces[random.Next(pieces.Count)].ReplaceWith(JsonNode.Parse(_strangers[random.Next(_strangers.Length)]));
            }));
        }
    }

    [Fact]
    public void Cut_off_anywhere()
    {
        var json = Encoding.UTF8.GetBytes(PackText.Base);

        for (var length = 0; length < json.Length - 2; length += json.Length / Cases)
        {
            Assert.NotEmpty(Assert.Throws<PackException>(() => RulePack.Parse(json.AsSpan(0, length), "own.json")).Faults);
        }
    }

    private static void AssertSoundOrTold(byte[] json)
    {
        try
        {
            RulePack.Parse(json, "own.json");
        }
        catch (PackException exception)
        {
            Assert.NotEmpty(exception.Faults);
            Assert.All(exception.Faults, fault => Assert.True(fault.Place is { Line: > 0, Column: > 0 } && fault.Place.Path.StartsWith('$'), fault.ToString()));
        }
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) =>
        (node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        }).OfType<JsonNode>().SelectMany(below => Below(below).Prepend(below));
}
