using MedicaidLogs.Ingest.Screening;

namespace MedicaidLogs.Ingest.Tests.Screening;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("O'Brien", "Zoë", "OBRIEN", "ZOE")]
    [InlineData("García-Núñez", "Mary Ann", "GARCIA NUNEZ", "MARYANN")]
    [InlineData("Wiśniewski", "Łukasz", "WISNIEWSKI", "LUKASZ")]
    [InlineData("Shore Jr.", "Nell", "SHORE", "NELL")]
    [InlineData("Shore, III", "Nell", "SHORE", "NELL")]
    [InlineData("Weiß", "Søren", "WEISS", "SOREN")]
    public void Two_ways_to_write_a_name_are_one(string ourLast, string ourFirst, string listedLast, string listedFirst) =>
        Assert.Equal(NameKey.Of(listedLast, listedFirst), NameKey.Of(ourLast, ourFirst));

    [Theory]
    [InlineData("Shore", "Nell", "SHORES", "NELL")]
    [InlineData("Shore", "Nell", "NELL", "SHORE")]
    [InlineData("Shore", "Nell", "SHO", "RENELL")]
    [InlineData("Ii", "Nell", "SHORE", "NELL")]
    public void Two_names_are_two(string ourLast, string ourFirst, string listedLast, string listedFirst) =>
        Assert.NotEqual(NameKey.Of(listedLast, listedFirst), NameKey.Of(ourLast, ourFirst));
}
