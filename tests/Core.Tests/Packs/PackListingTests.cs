using System.Text;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Core.Tests.Packs;

public sealed class PackListingTests
{
    private static readonly RulePack _own = Own(
        """
        "values": { "log.lateDays": [{ "from": "2026-10-15", "value": 5, "source": "contract" }, { "from": "2027-01-01", "value": 4, "source": "contract" }] },
        "services": { "PT": { "telehealth": true, "source": "board decision" } }
        """);

    [Fact]
    public void Each_value_is_told_with_its_dates_its_source_and_its_layer() =>
        Assert.Equal(
            [
                new("log.lateDays", new(2025, 7, 1), new(2026, 10, 14), "7", "unsourced", "base"),
                new("log.lateDays", new(2026, 10, 15), new(2026, 12, 31), "5", "contract", "own"),
                new("log.lateDays", new(2027, 1, 1), null, "4", "contract", "own"),
            ],
            PackListing.Of(_own).Where(entry => entry.Path == "log.lateDays"));

    [Theory]
    [InlineData("2020-01-01", "7")]
    [InlineData("2026-10-15", "5")]
    [InlineData("2027-01-01", "4")]
    public void On_a_day_it_tells_what_is_in_force(string day, string said) =>
        Assert.Equal([said], PackListing.Of(_own, DateOnly.Parse(day)).Where(entry => entry.Path == "log.lateDays").Select(entry => entry.Said));

    [Fact]
    public void A_row_that_two_layers_say_is_told_by_layer()
    {
        var row = PackListing.Of(_own).Where(entry => entry.Path == "services.PT" && entry.Layer != "base").Select(entry => (entry.Layer, entry.Said, entry.Source));

        Assert.Equal(
            [("nh", "title: Physical therapy, kind: therapy, objective: true, orderMonths: 12", "NH He-W 589.04"), ("own", "telehealth: true", "board decision")],
            row.Select(part => (part.Layer, part.Said, part.Source)));
    }

    [Fact]
    public void Code_rows_out_of_force_are_left_out() =>
        Assert.Single(
            PackListing.Of(RulePack.Shipped("tx"), new(2026, 10, 1)),
            entry => entry.Path == "codes.PERSONAL_CARE" && entry.Said.StartsWith("mode: group", StringComparison.Ordinal));

    [Theory]
    [InlineData("""{ "from": "2026-10-15", "value": 5, "source": "t" }""", "2026-10-15")]
    [InlineData("""{ "from": "2026-10-15", "value": 7, "source": "t" }""", null)]
    [InlineData("""{ "from": "0001-01-01", "value": 5, "source": "t" }""", "0001-01-01")]
    [InlineData("""{ "from": "2026-10-15", "value": 7, "source": "t" }, { "from": "2026-11-01", "value": 8, "source": "t" }""", "2026-11-01")]
    public void Two_packs_differ_since_the_day_from_which_a_value_does(string dated, string? since)
    {
        var own = Own($$""" "values": { "log.lateDays": [{{dated}}] } """);

        Assert.Equal(since, $"{own.DiffersSince(RulePack.Shipped("nh")):yyyy-MM-dd}" is { Length: > 0 } day ? day : null);
        Assert.Equal(own.DiffersSince(RulePack.Shipped("nh")), RulePack.Shipped("nh").DiffersSince(own));
    }

    [Fact]
    public void Tables_carry_no_dates_so_another_row_differs_on_all_days() =>
        Assert.Equal(DateOnly.MinValue, Own(""" "places": { "clinic": "11" } """).DiffersSince(RulePack.Shipped("nh")));

    [Fact]
    public void Another_source_is_no_difference() =>
        Assert.Null(Own(""" "services": { "PT": { "telehealth": false, "source": "somewhere else" } } """).DiffersSince(RulePack.Shipped("nh")));

    [Fact]
    public void A_code_row_that_ends_differs_since_the_day_after() =>
        Assert.Equal(
            new(2026, 10, 15),
            Own("""
                "codes": [{ "service": "TRANSPORT", "mode": "individual", "credentials": ["DRIVER"], "procedure": "T2003", "modifiers": [],
                            "unitRule": "PER_TRIP", "from": "2025-07-01", "to": "2026-10-14", "source": "t" }]
                """).DiffersSince(RulePack.Shipped("nh")));

    private static RulePack Own(string members) =>
        RulePack.Parse(Encoding.UTF8.GetBytes($$"""{ "name": "own", "extends": "nh", "version": "1", "title": "Own", {{members}} }"""), "own.json");
}
