using System.Buffers;

namespace MedicaidLogs.Worker.Archives;

/// <summary>Goes through a stream in blocks, so that no file is ever whole in memory.</summary>
internal static class Blocks
{
    private const int BlockBytes = 1 << 17;

    public static async Task ForEachBlockAsync(this Stream content, Func<ReadOnlyMemory<byte>, ValueTask> use, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(0, BlockBytes), cancellationToken)) > 0)
            {
                await use(buffer.AsMemory(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
