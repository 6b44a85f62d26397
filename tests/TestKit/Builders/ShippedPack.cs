using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.TestKit.Builders;

/// <summary>The New Hampshire pack with one value changed, for tests of what a value does.</summary>
public static class ShippedPack
{
    /// <param name="json">The value as JSON: <c>10</c>, <c>"warn"</c>, <c>["IEP"]</c>.</param>
    public static RulePack With(string key, string json)
    {
        using var stream = typeof(RulePack).Assembly.GetManifestResourceStream("Packs/nh.json")!;
        var pack = JsonNode.Parse(stream)!;
        foreach (var dated in pack["values"]![key]!.AsArray())
        {
            dated!["value"] = JsonNode.Parse(json);
        }

        return RulePack.Parse(Encoding.UTF8.GetBytes(pack.ToJsonString()));
    }
}
