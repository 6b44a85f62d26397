using System.Diagnostics;
using System.Globalization;
using MedicaidLogs.TestKit.X12;

namespace MedicaidLogs.Bench;

/// <summary>Good files spoilt at random and read: each is read or refused for a reason, never anything else, and never for long.</summary>
/// <remarks>
/// Row n is spoilt by the random numbers of seed n, so a row that fails can be had again. The floor is that of reading the same
/// texts unspoilt, as often.
/// </remarks>
public static class FuzzBench
{
    /// <summary>The longest text has some ten thousand bytes, which take a tenth of a millisecond; the rest is for a busy machine.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    private const int ChunkRows = 1_000;

    public static async Task<Measurement> RunAsync(int rows)
    {
        var texts = FuzzTexts.Responses.Select(text => (Text: text, Read: (Func<byte[], object?>)Spoilt.ReadResponses))
            .Append((FuzzTexts.Claims, Spoilt.ReadSegments)).ToList();
        var refused = 0;
        var slowest = TimeSpan.Zero;

        Read(Math.Min(rows, ChunkRows), row => texts[row % texts.Count].Text); // Compiles what is measured.
        var took = await TimeAsync(row => Mutations.Of(texts[row % texts.Count].Text, new Random(row)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read {rows - refused}, refused {refused}, slowest {slowest.TotalMilliseconds:0.0} ms"));
        var floor = await TimeAsync(row => texts[row % texts.Count].Text);
        return new Measurement(rows, took, floor);

        async Task<TimeSpan> TimeAsync(Func<int, byte[]> textOf)
        {
            (refused, slowest) = (0, TimeSpan.Zero);
            var clock = Stopwatch.StartNew();
            for (var from = 0; from < rows; from += ChunkRows)
            {
                var (first, end) = (from, Math.Min(rows, from + ChunkRows));
                try
                {
                    await Task.Run(() => Read(end, textOf, first)).WaitAsync(_longest * 30);
                }
                catch (TimeoutException)
                {
                    throw new InvalidOperationException($"Of the rows {first} to {end - 1} one is never read to its end.");
                }
            }

            return clock.Elapsed;
        }

        void Read(int upTo, Func<int, byte[]> textOf, int from = 0)
        {
            for (var row = from; row < upTo; row++)
            {
                var start = Stopwatch.GetTimestamp();
                try
                {
                    refused += texts[row % texts.Count].Read(textOf(row)) is null ? 0 : 1;
                }
                catch (BrokenPromiseException broken)
                {
                    throw new InvalidOperationException($"Row {row} (text {row % texts.Count}): {broken.Message}", broken);
                }

                var elapsed = Stopwatch.GetElapsedTime(start);
                slowest = elapsed > slowest ? elapsed : slowest;
                if (elapsed > _longest)
                {
                    throw new InvalidOperationException($"Row {row} (text {row % texts.Count}) took {elapsed}.");
                }
            }
        }
    }
}
