using System.Text.Json.Nodes;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Worker.Tests.Commands;

public sealed class PayersTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    private static string Shipped { get; } = File.ReadAllText(Path.Combine(Repository.Root, "src/Billing/Payers/Data/nh-mmis.json"));

    [Fact]
    public async Task A_profile_of_the_districts_own_is_listed_and_shown_until_it_is_dropped()
    {
        var file = district.Write("ours.json", Shipped.Replace("EXAMPLE-SENDER", "MAPLEGROVE", StringComparison.Ordinal));

        var set = await district.RunAsync("payers", "set", file);

        Assert.Equal("nh-mmis holds from the next claim file on.\n", set.Output);
        Assert.Equal(("own, 1: ours.json", true), await OriginAsync());
        Assert.Equal("MAPLEGROVE", await SenderAsync());
        Assert.Equal("nh-mmis is no longer the district's own.\n", (await district.RunAsync("payers", "drop", "nh-mmis")).Output);
        Assert.Equal(("shipped", true), await OriginAsync());
        Assert.Equal("EXAMPLE-SENDER", await SenderAsync());
    }

    [Fact]
    public async Task A_fault_is_told_with_its_place_and_nothing_is_stored()
    {
        var file = district.Write("faulty.json", Shipped.Replace("\"linesPerClaim\": 50", "\"linesPerClaim\": 51", StringComparison.Ordinal));

        var validated = await district.RunAsync("payers", "validate", file);
        var set = await district.RunAsync("payers", "set", file);

        Assert.Equal((1, "Error: faulty.json: $.editions[0].claims.linesPerClaim: lies between 1 and 50.\n"), (validated.ExitCode, validated.Errors));
        Assert.Equal((1, validated.Errors), (set.ExitCode, set.Errors));
        Assert.Equal(0, (await district.RunAsync("payers", "validate", Path.Combine(Repository.Root, "src/Billing/Payers/Data/nh-mmis.json"))).ExitCode);
    }

    private async Task<(string, bool)> OriginAsync()
    {
        var listed = JsonNode.Parse((await district.RunAsync("payers", "list", "--json")).Output)!["payers"]!.AsArray().Single(each => (string?)each!["name"] == "nh-mmis")!;
        return ((string)listed["origin"]!, (bool)listed["inUse"]!);
    }

    private async Task<string> SenderAsync()
    {
        var shown = JsonNode.Parse((await district.RunAsync("payers", "show", "--on", "2026-11-09", "--json")).Output)!;
        return (string)shown["payer"]!["settings"]!.AsArray().Single(each => (string?)each!["member"] == "interchange.senderId")!["said"]!;
    }
}
