using System.Data;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Files;

/// <summary>Reads a stored file by its chunks and keeps the last one, so that a short range costs one row.</summary>
/// <param name="chunkBytes">Of each of its chunks but the last.</param>
internal sealed class StoredFileStream(NpgsqlConnection connection, DistrictId districtId, FileHash hash, long lengthBytes, int chunkBytes) : Stream
{
    [Sql]
    private const string ChunkSql = """
        select bytes from ops.stored_file_chunk
        where district_id = @districtId and sha256 = @hash and chunk_number = @chunkNumber
        """;

    private readonly byte[] _chunk = new byte[(int)Math.Min(lengthBytes, chunkBytes)];
    private long _chunkNumber = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => lengthBytes;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position >= lengthBytes || buffer.IsEmpty)
        {
            return 0;
        }

        if (_position / chunkBytes is var wanted && wanted != _chunkNumber)
        {
            using var command = ChunkCommand(wanted);
            using var reader = command.ExecuteReader(CommandBehavior.SequentialAccess);
            RequireChunk(reader.Read(), wanted);
            using var bytes = reader.GetStream(0);
            bytes.ReadExactly(_chunk, 0, LengthOf(wanted));
            _chunkNumber = wanted;
        }

        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= lengthBytes || buffer.IsEmpty)
        {
            return 0;
        }

        if (_position / chunkBytes is var wanted && wanted != _chunkNumber)
        {
            await using var command = ChunkCommand(wanted);
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
            RequireChunk(await reader.ReadAsync(cancellationToken), wanted);
            await using var bytes = await reader.GetStreamAsync(0, cancellationToken);
            await bytes.ReadExactlyAsync(_chunk.AsMemory(0, LengthOf(wanted)), cancellationToken);
            _chunkNumber = wanted;
        }

        return Take(buffer.Span);
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => lengthBytes + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int LengthOf(long chunkNumber) =>
        (int)Math.Min(chunkBytes, lengthBytes - (chunkNumber * chunkBytes));

    private int Take(Span<byte> buffer)
    {
        var from = (int)(_position % chunkBytes);
        var count = Math.Min(buffer.Length, LengthOf(_chunkNumber) - from);
        _chunk.AsSpan(from, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private NpgsqlCommand ChunkCommand(long chunkNumber)
    {
        var command = new NpgsqlCommand(ChunkSql, connection);
        command.Parameters.AddWithValue("districtId", districtId.Value);
        command.Parameters.AddWithValue("hash", hash.ToBytes());
        command.Parameters.AddWithValue("chunkNumber", (int)chunkNumber);
        return command;
    }

    private void RequireChunk(bool found, long chunkNumber)
    {
        if (!found)
        {
            throw new InvalidDataException($"Stored file {hash} of district {districtId} lacks chunk {chunkNumber}.");
        }
    }
}
