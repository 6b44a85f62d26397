using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.TestKit.Builders;

/// <summary>Rule packs for tests: the one that is shipped, read once, and the same with another value.</summary>
public static class Packs
{
    public static RulePack NewHampshire { get; } = RulePack.Shipped("nh");

    /// <summary>The pack with one value changed, from its first day on.</summary>
    public static RulePack NewHampshireWith(string key, JsonNode value)
    {
        using var stream = typeof(RulePack).Assembly.GetManifestResourceStream("Packs/nh.json")!;
        var pack = JsonNode.Parse(stream)!;
        var dated = pack["values"]![key]![0]!;
        dated["value"] = value;
        pack["values"]![key] = new JsonArray(dated.DeepClone());
        return RulePack.Parse(Encoding.UTF8.GetBytes(pack.ToJsonString()));
    }
}
