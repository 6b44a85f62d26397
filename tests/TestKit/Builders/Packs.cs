using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.TestKit.Builders;

/// <summary>Rule packs for tests: the one that is shipped, read once, and the same with another value.</summary>
public static class Packs
{
    public static RulePack NewHampshire { get; } = RulePack.Shipped("nh");

    /// <summary>The pack with one value changed, on every day: a layer over it, as a district's own.</summary>
    /// <param name="key">One of docs/packs.md's values.</param>
    public static RulePack NewHampshireWith(string key, JsonNode value) =>
        Over("values", new JsonObject { [key] = new JsonArray(new JsonObject { ["from"] = "0001-01-01", ["value"] = value, ["source"] = "test" }) });

    /// <summary>The pack with another member of a service.</summary>
    public static RulePack NewHampshireWithService(string service, string member, JsonNode? value) =>
        Over("services", new JsonObject { [service] = new JsonObject { [member] = value, ["source"] = "test" } });

    /// <summary>The pack with another member of all code-map rows of a service.</summary>
    public static RulePack NewHampshireWithCodes(string service, string member, JsonNode? value)
    {
        var rows = JsonNode.Parse(NewHampshire.Layers[0].Json.Span)!["codes"]!.AsArray().Where(row => (string?)row!["service"] == service);
        return Over("codes", new JsonArray([.. rows.Select(row =>
        {
            var changed = row!.DeepClone();
            changed[member] = value?.DeepClone();
            return changed;
        })]));
    }

    private static RulePack Over(string member, JsonNode said) => RulePack.Parse(Encoding.UTF8.GetBytes(new JsonObject
    {
        ["name"] = "nh",
        ["extends"] = "nh",
        ["version"] = "test",
        ["title"] = "New Hampshire with something else",
        [member] = said,
    }.ToJsonString()));
}
