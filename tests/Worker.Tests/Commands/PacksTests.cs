using System.Text.Json.Nodes;

namespace MedicaidLogs.Worker.Tests.Commands;

public sealed class PacksTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    private const string Own = """
        {
          "name": "maple-grove", "extends": "nh", "version": "1", "title": "Maple Grove",
          "values": { "log.lateDays": [{ "from": "2026-10-15", "value": 5, "source": "contract" }] }
        }
        """;

    [Fact]
    public async Task Validate_tells_every_fault_in_a_line_that_editors_can_follow()
    {
        var file = district.Write("faulty.json", Own.Replace("5,", "-5,").Replace("\"title\"", "\"titel\""));

        var result = await district.RunAsync("packs", "validate", file);

        Assert.Equal(
            """
            faulty.json:1:1 $: 'title' is missing; wanted: all of name, version, title.
            faulty.json:2:59 $.titel: there is no 'titel' here; wanted: one of $schema, name, extends, version, title, values, places, attendance, credentials, services, codes.
            faulty.json:3:56 $.values['log.lateDays'][0].value: -5 stands here; wanted: a whole number, 0 or more.

            """,
            result.Output);
        Assert.Equal((1, "Error: faulty.json is not sound; faults: 3.\n"), (result.ExitCode, result.Errors));
    }

    [Fact]
    public async Task An_override_is_shown_as_the_layer_that_says_it_and_ends_again()
    {
        var file = district.Write("own.json", Own);

        var put = await district.RunAsync("packs", "override", file);
        var shown = await LateDaysAsync("--on", "2026-10-15");
        var ended = await district.RunAsync("packs", "override", "--none");

        // October was stale already: its students came after its log.
        Assert.Equal("Other rules hold from 2026-10-15 on.\n", put.Output);
        Assert.Equal(("5", "contract", "maple-grove"), shown);
        Assert.Equal("Other rules hold from 2026-10-15 on.\n", ended.Output);
        Assert.Equal(("7", "unsourced", "base"), await LateDaysAsync());
    }

    [Fact]
    public async Task Diff_tells_before_and_after_and_that_nothing_was_changed()
    {
        var result = await district.RunAsync("packs", "diff", "--month", "2026-10", "--pack", "nh", "--as-of", "2026-11-09");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.EndsWith("Nothing was changed.\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("0 of 1 verdict would change.", result.Output, StringComparison.Ordinal);
    }

    private async Task<(string, string, string)> LateDaysAsync(params string[] options)
    {
        var shown = await district.RunAsync(["packs", "show", .. options, "--json"]);
        var entry = JsonNode.Parse(shown.Output)!["pack"]!["entries"]!.AsArray().Single(entry => (string?)entry!["path"] == "log.lateDays")!;
        return ((string)entry["said"]!, (string)entry["source"]!, (string)entry["layer"]!);
    }
}
