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
    public static RulePack NewHampshireWith(string key, JsonNode value) => RulePack.Parse(Encoding.UTF8.GetBytes(new JsonObject
    {
        ["name"] = "nh",
        ["extends"] = "nh",
        ["version"] = "test",
        ["title"] = "New Hampshire with another value",
        ["values"] = new JsonObject { [key] = new JsonArray(new JsonObject { ["from"] = "0001-01-01", ["value"] = value, ["source"] = "test" }) },
    }.ToJsonString()));
}
