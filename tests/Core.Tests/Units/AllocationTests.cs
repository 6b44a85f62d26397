using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Core.Tests.Units;

public sealed class AllocationTests
{
    private static readonly Arbitrary<(int Total, int[] Weights)> Splits =
        Gen.Choose(-100_000, 100_000).Zip(Gen.Choose(0, 240).NonEmptyListOf().Select(weights => weights.Append(1).ToArray())).ToArbitrary();

    [Theory]
    [InlineData(4929, new long[] { 22, 22 }, new long[] { 2465, 2464 })]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(-100, new long[] { 1, 1, 1 }, new long[] { -34, -33, -33 })]
    [InlineData(10, new long[] { 1, 4, 0 }, new long[] { 2, 8, 0 })]
    [InlineData(1, new long[] { 20, 40, 40 }, new long[] { 0, 1, 0 })]
    [InlineData(long.MaxValue, new long[] { long.MaxValue, long.MaxValue }, new long[] { (long.MaxValue / 2) + 1, long.MaxValue / 2 })]
    public void The_largest_remainders_get_what_is_left(long total, long[] weights, long[] shares) =>
        Assert.Equal(shares, Allocation.Split(total, weights));

    [Fact]
    public void Shares_sum_to_the_total_and_stay_within_one_of_exact() =>
        Prop.ForAll(Splits, split =>
        {
            var weights = Array.ConvertAll(split.Weights, weight => (long)weight);
            var (shares, sum) = (Allocation.Split(split.Total, weights), weights.Sum());

            Assert.Equal(split.Total, shares.Sum());
            Assert.All(shares.Zip(weights), pair => Assert.InRange((pair.First * sum) - (split.Total * pair.Second), -sum + 1, sum - 1));
        }).Check(Fixed.Seed);

    [Fact]
    public void A_negative_or_missing_weight_throws()
    {
        Assert.ThrowsAny<ArgumentException>(() => Allocation.Split(100, [1, -1]));
        Assert.Throws<ArgumentException>(() => Allocation.Split(100, [0, 0]));
        Assert.Throws<ArgumentException>(() => Allocation.Split(100, []));
    }
}
