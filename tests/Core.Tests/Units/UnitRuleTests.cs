using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Core.Tests.Units;

public sealed class UnitRuleTests
{
    private static readonly UnitSegment[] Segments =
    [
        new(10, 29, ServiceUnits.OfWhole(1)),
        new(30, 59, ServiceUnits.OfWhole(2)),
        new(60, null, ServiceUnits.OfTenths(35)),
    ];

    private static readonly UnitRule[] MinuteRules =
        [UnitRule.Per15Nearest8, UnitRule.TenthHour, UnitRule.Floor15, UnitRule.Ceil15, UnitRule.CptMidpoint, UnitRule.SegmentTable(Segments)];

    [Theory]
    [InlineData(0, "0"), InlineData(7, "0"), InlineData(8, "1"), InlineData(22, "1"), InlineData(23, "2"), InlineData(67, "4"), InlineData(68, "5")]
    public void A_rest_above_seven_minutes_is_one_more_quarter_hour(int minutes, string units) => Gives(UnitRule.Per15Nearest8, minutes, units);

    [Theory]
    [InlineData(3, "0"), InlineData(4, "0.1"), InlineData(9, "0.1"), InlineData(10, "0.2"), InlineData(15, "0.2"), InlineData(16, "0.3")]
    [InlineData(51, "0.8"), InlineData(52, "0.9"), InlineData(57, "0.9"), InlineData(58, "1"), InlineData(63, "1"), InlineData(64, "1.1")]
    public void Hourly_codes_count_tenths(int minutes, string units) => Gives(UnitRule.TenthHour, minutes, units);

    [Theory, InlineData(14, "0"), InlineData(15, "1"), InlineData(29, "1"), InlineData(30, "2")]
    public void Only_full_quarter_hours_count_under_floor(int minutes, string units) => Gives(UnitRule.Floor15, minutes, units);

    [Theory, InlineData(0, "0"), InlineData(1, "1"), InlineData(15, "1"), InlineData(16, "2")]
    public void Quarter_hours_begun_count_under_ceil(int minutes, string units) => Gives(UnitRule.Ceil15, minutes, units);

    [Theory]
    [InlineData(15, null, "0"), InlineData(16, 30, "1"), InlineData(37, 30, "1"), InlineData(38, 45, "1")]
    [InlineData(52, 45, "1"), InlineData(53, 60, "1"), InlineData(180, 60, "1")]
    public void Minutes_past_the_midpoint_choose_the_code(int minutes, int? codeMinutes, string units)
    {
        Assert.Equal(codeMinutes, CptMidpoint.CodeMinutes(minutes));
        Gives(UnitRule.CptMidpoint, minutes, units);
    }

    [Theory, InlineData(9, "0"), InlineData(10, "1"), InlineData(29, "1"), InlineData(30, "2"), InlineData(60, "3.5"), InlineData(600, "3.5")]
    public void A_table_gives_the_units_of_its_range(int minutes, string units) => Gives(UnitRule.SegmentTable(Segments), minutes, units);

    [Fact]
    public void Encounters_and_trips_are_counted_whatever_their_minutes()
    {
        Assert.Equal(ServiceUnits.OfWhole(2), UnitRule.PerEncounter.UnitsOf(dayMinutes: 95, dayCount: 2));
        Assert.Equal(ServiceUnits.OfWhole(2), UnitRule.PerTrip.UnitsOf(dayMinutes: 0, dayCount: 2));
    }

    [Fact]
    public void Summing_before_rounding_is_not_rounding_before_summing()
    {
        var summed = UnitRule.Per15Nearest8.UnitsOf(22 + 22, 2);
        var rounded = UnitRule.Per15Nearest8.UnitsOf(22, 1) + UnitRule.Per15Nearest8.UnitsOf(22, 1);

        Assert.Equal(("3", "2"), (summed.ToString(), rounded.ToString()));
    }

    [Fact]
    public void More_minutes_never_earn_fewer_units() =>
        Prop.ForAll(Gen.Choose(0, 600).Two().Zip(Gen.Elements(MinuteRules)).ToArbitrary(), drawn =>
        {
            var ((minutes, more), rule) = drawn;
            return rule.UnitsOf(minutes, 1) <= rule.UnitsOf(minutes + more, 1);
        }).Check(Fixed.Seed);

    [Fact]
    public void Every_rule_is_found_by_its_code()
    {
        foreach (var rule in MinuteRules.Append(UnitRule.PerEncounter).Append(UnitRule.PerTrip))
        {
            Assert.True(UnitRule.TryParse(rule.Code, rule.Code == "SEGMENT_TABLE" ? Segments : [], out var found));
            Assert.Equal(rule.Code, found.Code);
        }

        Assert.False(UnitRule.TryParse("PER_15", [], out _));
    }

    public static TheoryData<string, UnitSegment[]> BadTables => new()
    {
        { "empty", [] },
        { "gap", [new(0, 9, ServiceUnits.Zero), new(11, null, ServiceUnits.OfWhole(1))] },
        { "overlap", [new(0, 9, ServiceUnits.Zero), new(9, null, ServiceUnits.OfWhole(1))] },
        { "falling", [new(0, 9, ServiceUnits.OfWhole(2)), new(10, null, ServiceUnits.OfWhole(1))] },
        { "last row closed", [new(0, 9, ServiceUnits.Zero)] },
        { "open before the last", [new(0, null, ServiceUnits.Zero), new(10, null, ServiceUnits.OfWhole(1))] },
        { "ends before it starts", [new(10, 9, ServiceUnits.Zero), new(10, null, ServiceUnits.OfWhole(1))] },
        { "negative minutes", [new(-1, null, ServiceUnits.OfWhole(1))] },
    };

    [Theory, MemberData(nameof(BadTables))]
    public void A_table_with_a_fault_is_refused(string fault, UnitSegment[] segments)
    {
        Assert.NotEmpty(fault);
        Assert.Throws<ArgumentException>(() => UnitRule.SegmentTable(segments));
    }

    [Fact]
    public void Segments_given_to_another_rule_are_refused() =>
        Assert.Throws<ArgumentException>(() => UnitRule.TryParse("FLOOR_15", Segments, out _));

    private static void Gives(UnitRule rule, int minutes, string units) => Assert.Equal(units, rule.UnitsOf(minutes, dayCount: 1).ToString());
}
