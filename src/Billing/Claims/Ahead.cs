using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Lets a sequence run some items ahead of its consumer, on a thread of its own: reading and writing each have a core.</summary>
internal static class Ahead
{
    private const int Items = 8;

    /// <summary>The same items in the same order. What the source throws, the consumer gets; where the consumer stops, the source is stopped too.</summary>
    public static async IAsyncEnumerable<T> Of<T>(IAsyncEnumerable<T> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Items) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => FillAsync(source, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }

            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task FillAsync<T>(IAsyncEnumerable<T> source, ChannelWriter<T> writer, CancellationToken stop)
    {
        try
        {
            await foreach (var item in source.WithCancellation(stop))
            {
                await writer.WriteAsync(item, stop);
            }
        }
        finally
        {
            writer.Complete();
        }
    }
}
