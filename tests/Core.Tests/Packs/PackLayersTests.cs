using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests.Packs;

public sealed class PackLayersTests
{
    [Theory]
    [InlineData("2026-10-14", 7)]
    [InlineData("2026-10-15", 5)]
    [InlineData("2027-01-01", 4)]
    public void A_layers_values_hold_from_its_first_date_on(string day, int lateDays)
    {
        var pack = Over("base", """ "values": { "log.lateDays": [{ "from": "2026-10-15", "value": 5, "source": "t" }, { "from": "2027-01-01", "value": 4, "source": "t" }] } """);

        Assert.Equal(lateDays, pack.On(DateOnly.Parse(day)).LateDays);
    }

    [Fact]
    public void A_later_value_of_a_lower_layer_does_not_come_through()
    {
        var twice = Over("nh", """ "values": { "log.lateDays": [{ "from": "2026-01-01", "value": 5, "source": "t" }] } """);

        Assert.Equal(5, twice.On(new(2040, 1, 1)).LateDays);
    }

    [Fact]
    public void A_row_of_a_table_changes_only_the_members_that_it_names()
    {
        var before = RulePack.Shipped("nh").On(new(2026, 10, 1));
        var after = Over("nh", """ "services": { "PT": { "telehealth": true, "source": "t" } } """).On(new(2026, 10, 1));

        Assert.Equivalent(before.Services["PT"] with { Telehealth = true, Source = "t" }, after.Services["PT"], strict: true);
        Assert.Equivalent(before.Services["OT"], after.Services["OT"], strict: true);
    }

    [Fact]
    public void A_layer_adds_rows_to_a_table()
    {
        var pack = Over("nh", """ "places": { "clinic": "11" } """).On(new(2026, 10, 1));

        Assert.Equal("11", pack.Places["clinic"]);
        Assert.Equal("03", pack.Places["school"]);
    }

    [Fact]
    public void A_layers_codes_of_a_service_are_all_there_are()
    {
        var pack = Over(
            "nh",
            """
            "codes": [{ "service": "SPEECH", "mode": "individual", "credentials": ["SLP"], "procedure": "92507", "modifiers": ["GN"],
                        "unitRule": "PER_15_NEAREST_8", "from": "2025-07-01", "source": "t" }]
            """).On(new(2026, 10, 1));

        Assert.Equal("PER_15_NEAREST_8", pack.CodeFor("SPEECH", SessionMode.Individual, "SLP", 30)?.UnitRule);
        Assert.False(pack.Bills("SPEECH", SessionMode.Group, 30));
        Assert.True(pack.Bills("OT", SessionMode.Group, 30));
    }

    [Fact]
    public void Name_and_version_are_the_topmost_layers_and_the_hash_is_over_all_bytes_lowest_first()
    {
        var own = Text("nh", """ "values": {} """);
        var pack = RulePack.Parse(own);

        Assert.Equal(("own", "1"), (pack.Name, pack.Version));
        Assert.Equal(["base", "nh", "own"], pack.Layers.Select(layer => layer.Name));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. Shipped("base"), .. Shipped("nh"), .. own])), pack.Hash);
        Assert.NotEqual(RulePack.Shipped("nh").Hash, pack.Hash);
    }

    [Fact]
    public void New_Hampshire_in_layers_says_what_it_said_in_one_file()
    {
        var whole = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/Core.Tests/Packs/Fixtures/nh-2026.1.json")))!.AsObject();
        var layered = JsonNode.Parse(RulePack.Shipped("nh").Said.ToJson())!;

        foreach (var table in new[] { "values", "places", "attendance", "credentials", "services", "codes" })
        {
            AssertHolds(layered[table], whole[table], $"$.{table}");
        }
    }

    [Fact]
    public void A_layer_over_nothing_that_is_shipped_is_told() =>
        Assert.Contains("\"atlantis\" is no pack that is shipped", Assert.Throws<PackException>(() => Over("atlantis", """ "values": {} """)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_a_layer_contradicts_below_it_is_told() =>
        Assert.Contains(
            "$.credentials.SLPA.supervisedBy[0]: 'SPL' stands in no row of credentials; wanted: one of SLP, SLPA, ",
            Assert.Throws<PackException>(() => Over("nh", """ "credentials": { "SLPA": { "supervisedBy": ["SPL"], "source": "t" } } """)).Message,
            StringComparison.Ordinal);

    private static RulePack Over(string below, string members) => RulePack.Parse(Text(below, members));

    private static byte[] Text(string below, string members) =>
        Encoding.UTF8.GetBytes($$"""{ "name": "own", "extends": "{{below}}", "version": "1", "title": "Own", {{members}} }""");

    private static byte[] Shipped(string name) => File.ReadAllBytes(Path.Combine(Repository.Root, $"src/Core/Packs/Data/{name}.json"));

    /// <summary>Whether all that <paramref name="part"/> says stands in <paramref name="whole"/>, which may say more; sources apart.</summary>
    private static void AssertHolds(JsonNode? whole, JsonNode? part, string path)
    {
        switch (part)
        {
            case JsonObject members:
                Assert.All(members.Where(member => member.Key != "source"), member => AssertHolds(whole![member.Key], member.Value, $"{path}.{member.Key}"));
                break;
            case JsonArray items:
                Assert.Equal(items.Count, whole!.AsArray().Count);
                Assert.All(items.Index(), item => AssertHolds(whole![item.Index], item.Item, $"{path}[{item.Index}]"));
                break;
            default:
                Assert.True(JsonNode.DeepEquals(whole, part), path);
                break;
        }
    }
}
