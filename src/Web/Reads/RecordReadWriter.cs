using System.Collections.Concurrent;
using MedicaidLogs.Core.Audit;
using Npgsql;

namespace MedicaidLogs.Web.Reads;

/// <summary>Writes reads to the trail, those of all requests that wait at a moment in one batch: many readers cost little more than one.</summary>
public sealed class RecordReadWriter(NpgsqlDataSource database) : IDisposable
{
    private readonly ConcurrentQueue<Waiting> _queue = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Returns when the reads are committed.</summary>
    /// <param name="reads">Of one person's request, at least one.</param>
    public async Task WriteAsync(IReadOnlyList<RecordRead> reads)
    {
        var own = new Waiting(reads);
        _queue.Enqueue(own);
        await _turn.WaitAsync();
        try
        {
            if (own.IsWritten)
            {
                return; // with the batch of someone who was before us
            }

            HashSet<Waiting> all = [own]; // whoever took us out of the queue and failed left us to do it ourselves
            while (_queue.TryDequeue(out var other))
            {
                all.Add(other);
            }

            await WriteBatchAsync(all.SelectMany(each => each.Reads));
            foreach (var each in all)
            {
                each.IsWritten = true;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task WriteBatchAsync(IEnumerable<RecordRead> reads)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var ofDistrict in reads.GroupBy(read => read.DistrictId).OrderBy(group => group.Key.Value))
        {
            await RecordReadTrail.AppendAsync(transaction, [.. ofDistrict]);
        }

        await transaction.CommitAsync();
    }

    private sealed class Waiting(IReadOnlyList<RecordRead> reads)
    {
        public IReadOnlyList<RecordRead> Reads => reads;

        public bool IsWritten { get; set; }
    }
}
