namespace MedicaidLogs.Core.Units;

/// <summary>Shares a whole number of cents or minutes without losing or making one.</summary>
public static class Allocation
{
    /// <summary>
    /// Splits <paramref name="total"/> in proportion to the weights, by largest remainder: each gets its exact share rounded toward
    /// zero, what is left goes one by one to the largest remainders, the earlier first among equals. The shares always sum to the total.
    /// </summary>
    /// <param name="total">May be negative, as a reversal is.</param>
    /// <param name="weights">None negative, at least one positive. A weight of zero gets nothing.</param>
    public static long[] Split(long total, ReadOnlySpan<long> weights)
    {
        var sum = SumOf(weights);
        var shares = new long[weights.Length];
        var remainders = new Int128[weights.Length];
        var left = total;
        for (var i = 0; i < weights.Length; i++)
        {
            var (share, remainder) = Int128.DivRem((Int128)total * weights[i], sum);
            shares[i] = (long)share;
            remainders[i] = Int128.Abs(remainder);
            left -= shares[i];
        }

        // A stable order, so that a rerun shares alike.
        foreach (var i in Enumerable.Range(0, shares.Length).OrderByDescending(i => remainders[i]).Take((int)Math.Abs(left)))
        {
            shares[i] += Math.Sign(left);
        }

        return shares;
    }

    private static Int128 SumOf(ReadOnlySpan<long> weights)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight, nameof(weights));
            sum += weight;
        }

        return sum > 0 ? sum : throw new ArgumentException("At least one weight is positive.", nameof(weights));
    }
}
