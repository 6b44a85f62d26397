using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Ingest.Grid;

namespace MedicaidLogs.Ingest.Tests.Grid;

public sealed class InstructionalDaysTests
{
    private static readonly DateOnly Start = new(2026, 8, 31);

    [Fact]
    public void Counts_what_counting_one_by_one_counts() =>
        Prop.ForAll(Gen.Choose(0, 300).ListOf().Zip(Gen.Choose(-20, 320).Two()).ToArbitrary(), drawn =>
        {
            var (dates, (from, to)) = (drawn.Item1.Select(Start.AddDays).ToList(), drawn.Item2);
            var oneByOne = dates.Distinct().Count(date => Start.AddDays(from) <= date && date <= Start.AddDays(to));

            Assert.Equal(oneByOne, new InstructionalDays(dates).CountBetween(Start.AddDays(from), Start.AddDays(to)));
        }).Check(Fixed.Seed);

    [Fact]
    public void The_ends_of_the_calendar_are_no_obstacle()
    {
        Assert.Equal(1, new InstructionalDays([Start, Start]).CountBetween(DateOnly.MinValue, DateOnly.MaxValue));
        Assert.Equal(0, new InstructionalDays([]).CountBetween(DateOnly.MinValue, DateOnly.MaxValue));
        Assert.True(new InstructionalDays([Start]).Contains(Start));
        Assert.False(new InstructionalDays([Start]).Contains(Start.AddDays(1)));
    }

    [Fact]
    public void A_span_beyond_the_limit_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new InstructionalDays([Start, Start.AddYears(41)]));
}
