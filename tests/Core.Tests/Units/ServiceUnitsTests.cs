using System.Text.Json;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Core.Tests.Units;

public sealed class ServiceUnitsTests
{
    [Theory, InlineData("0"), InlineData("5"), InlineData("0.1"), InlineData("1.25"), InlineData("99999.999")]
    public void Reads_what_it_writes(string text)
    {
        Assert.True(ServiceUnits.TryParse(text, out var units));
        Assert.Equal(text, units.ToString());
    }

    [Theory]
    [InlineData(""), InlineData("-1"), InlineData("+1"), InlineData("1e3"), InlineData(" 1"), InlineData("1,5"), InlineData("1.0005"), InlineData("100000")]
    [InlineData("79228162514264337593543950335")]
    public void Refuses_what_SV104_cannot_hold(string text) => Assert.False(ServiceUnits.TryParse(text, out _));

    [Fact]
    public void Whole_tenths_and_thousandths_are_one_quantity()
    {
        Assert.Equal(ServiceUnits.OfWhole(2), ServiceUnits.OfTenths(20));
        Assert.Equal(ServiceUnits.OfTenths(1), ServiceUnits.OfMilliunits(100));
        Assert.Equal("2.1", (ServiceUnits.OfWhole(2) + ServiceUnits.OfTenths(1)).ToString());
    }

    [Fact]
    public void A_quantity_outside_SV104_throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceUnits.OfMilliunits(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceUnits.OfWhole(100_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceUnits.OfMilliunits(ServiceUnits.MaxMilliunits) + ServiceUnits.OfMilliunits(1));
    }

    [Theory]
    [InlineData(3000, 1643, 4929)]
    [InlineData(100, 1645, 165)] // 164.5 cents
    [InlineData(100, 1644, 164)] // 164.4 cents
    [InlineData(100, -1645, -165)]
    [InlineData(0, 1643, 0)]
    public void The_exact_product_is_rounded_half_away_from_zero(long milliunits, long rateCents, long chargeCents) =>
        Assert.Equal(chargeCents, ServiceUnits.OfMilliunits(milliunits).ChargeCents(rateCents));

    [Fact]
    public void A_charge_too_large_throws_instead_of_wrapping() =>
        Assert.Throws<OverflowException>(() => ServiceUnits.OfWhole(99_999).ChargeCents(long.MaxValue / 1000));

    [Fact]
    public void A_packs_segments_come_out_of_JSON_as_they_went_in()
    {
        UnitSegment[] segments = [new(0, 9, ServiceUnits.Zero), new(10, null, ServiceUnits.OfTenths(35))];
        var json = JsonSerializer.Serialize(segments, JsonSerializerOptions.Web);

        Assert.Contains("\"units\":3.5", json, StringComparison.Ordinal);
        Assert.Equal(segments, JsonSerializer.Deserialize<UnitSegment[]>(json, JsonSerializerOptions.Web));
    }

    [Theory, InlineData("-1"), InlineData("1.0005"), InlineData("\"1\""), InlineData("1e2"), InlineData("{}"), InlineData("null")]
    public void A_quantity_that_is_no_plain_number_is_refused_in_JSON(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ServiceUnits>(json));
}
