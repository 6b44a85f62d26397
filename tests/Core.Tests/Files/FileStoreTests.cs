using System.Security.Cryptography;
using System.Text;
using Dapper;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests.Files;

public sealed class FileStoreTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Chunk = FileStore.ChunkBytes;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((3 * Chunk) - 1)]
    public async Task Gives_back_what_was_put(int lengthBytes)
    {
        var districtId = await database.CreateDistrictAsync();
        var bytes = Bytes(lengthBytes);

        var stored = await PutAsync(districtId, new MemoryStream(bytes));

        Assert.Equal(new StoredFile(FileHash.FromBytes(SHA256.HashData(bytes)), lengthBytes, IsNew: true), stored);
        Assert.Equal(bytes, await ReadAllAsync(districtId, stored.Hash));
    }

    [Fact]
    public async Task Reads_the_same_without_async()
    {
        var districtId = await database.CreateDistrictAsync();
        var bytes = Bytes(Chunk + 5);
        var stored = await PutAsync(districtId, new MemoryStream(bytes));

        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var content = await FileStore.OpenAsync(connection, districtId, stored.Hash);
        var read = new byte[bytes.Length];
        content.ReadExactly(read, 0, read.Length);

        Assert.Equal(bytes, read);
        Assert.Equal(0, content.Read(read, 0, 1));
    }

    [Fact]
    public async Task The_place_before_a_line_is_less_than_a_chunk_and_a_line_before_it()
    {
        const int LineBytes = 1_000;
        var districtId = await database.CreateDistrictAsync();
        var line = Encoding.ASCII.GetBytes(new string('x', LineBytes - 1) + "\n");
        var stored = await PutAsync(districtId, new MemoryStream([.. Enumerable.Repeat(line, 3_000).SelectMany(each => each)]));
        await using var connection = await database.DataSource.OpenConnectionAsync();

        foreach (var lineNumber in (int[])[1, 2, 65, 66, 67, 68, 3_000])
        {
            var (position, breaks) = await FileStore.BeforeLineAsync(connection, districtId, stored.Hash, lineNumber);

            Assert.Equal(position / LineBytes, breaks);
            Assert.InRange(((lineNumber - 1L) * LineBytes) - position, 0, Chunk + LineBytes);
        }
    }

    [Fact]
    public async Task Before_a_line_of_a_file_whose_lines_nobody_counted_is_its_start()
    {
        var districtId = await database.CreateDistrictAsync();
        var stored = await PutAsync(districtId, new MemoryStream([.. Enumerable.Repeat((byte)'\n', 2 * Chunk)]));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("update ops.stored_file_chunk set line_breaks = null where district_id = @districtId", new { districtId });

        Assert.Equal((0L, 0), await FileStore.BeforeLineAsync(connection, districtId, stored.Hash, 2 * Chunk));
    }

    [Fact]
    public async Task A_file_that_was_stored_in_larger_chunks_is_read_by_them()
    {
        var districtId = await database.CreateDistrictAsync();
        var bytes = Bytes((2 * Chunk) + 5);
        var hash = FileHash.FromBytes(SHA256.HashData(bytes));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "insert into ops.stored_file (district_id, sha256, length_bytes, chunk_bytes) values (@districtId, @hash, @length, 2 * @chunk)",
            new { districtId, hash, length = bytes.Length, chunk = Chunk });
        await connection.ExecuteAsync(
            "insert into ops.stored_file_chunk (district_id, sha256, chunk_number, bytes, line_breaks) values (@districtId, @hash, 0, @first, 7), (@districtId, @hash, 1, @rest, 0)",
            new { districtId, hash, first = bytes[..(2 * Chunk)], rest = bytes[(2 * Chunk)..] });

        Assert.Equal(bytes, await ReadAllAsync(districtId, hash));
        Assert.Equal((2L * Chunk, 7), await FileStore.BeforeLineAsync(connection, districtId, hash, 9));
    }

    [Fact]
    public async Task The_same_bytes_again_are_written_nowhere()
    {
        var districtId = await database.CreateDistrictAsync();
        var first = await PutAsync(districtId, new MemoryStream(Bytes(Chunk + 1)));

        var second = await PutAsync(districtId, new MemoryStream(Bytes(Chunk + 1)));

        Assert.Equal(first with { IsNew = false }, second);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>(
            "select count(*) from ops.stored_file_chunk where district_id = @districtId", new { districtId }));
    }

    [Fact]
    public async Task Two_who_put_the_same_bytes_at_once_keep_one_copy()
    {
        var districtId = await database.CreateDistrictAsync();

        var stored = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => PutAsync(districtId, new MemoryStream(Bytes(2 * Chunk)))));

        Assert.Single(stored, file => file.IsNew);
        Assert.Equal(Bytes(2 * Chunk), await ReadAllAsync(districtId, stored[0].Hash));
    }

    [Fact]
    public async Task A_stream_that_can_be_read_once_is_enough()
    {
        var districtId = await database.CreateDistrictAsync();
        var bytes = Bytes(Chunk + 7);

        var stored = await PutAsync(districtId, new OnceStream(bytes));

        Assert.Equal(bytes, await ReadAllAsync(districtId, stored.Hash));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(Chunk - 3, 6)] // over the seam
    [InlineData((2 * Chunk) + 1, 9)]
    public async Task Reads_a_range(int offset, int count)
    {
        var districtId = await database.CreateDistrictAsync();
        var bytes = Bytes((2 * Chunk) + 10);
        var stored = await PutAsync(districtId, new MemoryStream(bytes));

        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var content = await FileStore.OpenAsync(connection, districtId, stored.Hash);
        content.Seek(offset, SeekOrigin.Begin);
        var range = new byte[count];
        await content.ReadExactlyAsync(range);

        Assert.Equal(bytes[offset..(offset + count)], range);
    }

    [Fact]
    public async Task A_district_does_not_see_anothers_file()
    {
        var (owner, other) = (await database.CreateDistrictAsync(), await database.CreateDistrictAsync());
        var stored = await PutAsync(owner, new MemoryStream(Bytes(3)));

        await using var connection = await database.DataSource.OpenConnectionAsync();

        Assert.True(await FileStore.ExistsAsync(connection, owner, stored.Hash));
        Assert.False(await FileStore.ExistsAsync(connection, other, stored.Hash));
        await Assert.ThrowsAsync<FileNotFoundException>(() => FileStore.OpenAsync(connection, other, stored.Hash));
    }

    [Fact]
    public async Task A_rollback_leaves_nothing()
    {
        var districtId = await database.CreateDistrictAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        StoredFile stored;
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            stored = await FileStore.PutAsync(transaction, districtId, new MemoryStream(Bytes(3)));
        }

        Assert.False(await FileStore.ExistsAsync(connection, districtId, stored.Hash));
    }

    [Fact]
    public async Task Refuses_a_file_over_the_limit()
    {
        var districtId = await database.CreateDistrictAsync();

        var fault = await Assert.ThrowsAsync<FileTooLargeException>(
            () => PutAsync(districtId, new ZeroStream(FileStore.MaximumBytes + 1)));

        Assert.Contains("256 MiB", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_file_that_changes_while_it_is_read()
    {
        var districtId = await database.CreateDistrictAsync();

        await Assert.ThrowsAsync<IOException>(() => PutAsync(districtId, new ChangingStream()));
    }

    private async Task<StoredFile> PutAsync(DistrictId districtId, Stream content)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var stored = await FileStore.PutAsync(transaction, districtId, content);
        await transaction.CommitAsync();
        return stored;
    }

    private async Task<byte[]> ReadAllAsync(DistrictId districtId, FileHash hash)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var content = await FileStore.OpenAsync(connection, districtId, hash);
        using var read = new MemoryStream();
        await content.CopyToAsync(read);
        return read.ToArray();
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(837).NextBytes(bytes);
        return bytes;
    }

    private sealed class OnceStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    /// <summary>So many zero bytes that no array has to hold them.</summary>
    private sealed class ZeroStream(long length) : MemoryStream
    {
        private long _left = length;

        public override long Position { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, _left);
            _left -= count;
            return ValueTask.FromResult(count);
        }
    }

    /// <summary>One byte, another one after each rewind.</summary>
    private sealed class ChangingStream : MemoryStream
    {
        private byte _value;
        private bool _read;

        public override long Position
        {
            get => 0;
            set => _read = false;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read)
            {
                return ValueTask.FromResult(0);
            }

            _read = true;
            buffer.Span[0] = ++_value;
            return ValueTask.FromResult(1);
        }
    }
}
