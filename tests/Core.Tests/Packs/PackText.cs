using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests.Packs;

/// <summary>The base pack, which is complete, as JSON, to be changed and read.</summary>
internal static class PackText
{
    public static string Base { get; } = File.ReadAllText(Path.Combine(Repository.Root, "src/Core/Packs/Data/base.json"));

    public static RulePack With(Action<JsonNode> change) => RulePack.Parse(Changed(change));

    public static byte[] Changed(Action<JsonNode> change)
    {
        var pack = JsonNode.Parse(Base)!;
        change(pack);
        return Encoding.UTF8.GetBytes(pack.ToJsonString());
    }

    /// <summary>A list of dated values: <c>2026-10-15</c> and the value as JSON.</summary>
    public static JsonArray Dated(params (string From, string Json)[] values) =>
        [.. values.Select(value => new JsonObject { ["from"] = value.From, ["value"] = JsonNode.Parse(value.Json), ["source"] = "test" })];
}
