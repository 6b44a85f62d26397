using System.Buffers;
using System.Security.Cryptography;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;
using NpgsqlTypes;

namespace MedicaidLogs.Core.Files;

/// <summary>What came in and what went out, in PostgreSQL, so that every worker can read it and one backup holds all.</summary>
/// <remarks>A file's name is its SHA-256 within its district; it is never changed. Memory is one chunk, whatever its length.</remarks>
public static class FileStore
{
    /// <summary>256 MiB, the limit of an upload.</summary>
    public const long MaximumBytes = 256L << 20;

    /// <summary>Of a file that is stored today: enough to read a file by, and little to read one line by.</summary>
    internal const int ChunkBytes = 64 << 10;

    [Sql]
    private const string ClaimSql = """
        insert into ops.stored_file (district_id, sha256, length_bytes, chunk_bytes) values (@districtId, @hash, @lengthBytes, @chunkBytes)
        on conflict do nothing
        """;

    [Sql]
    private const string CopyChunksSql =
        "copy ops.stored_file_chunk (district_id, sha256, chunk_number, bytes, line_breaks) from stdin (format binary)";

    [Sql]
    private const string FindSql = """
        select length_bytes, chunk_bytes from ops.stored_file where district_id = @districtId and sha256 = @hash
        """;

    /// <summary>The chunk with the line break before the line. A chunk whose breaks nobody counted ends what is known.</summary>
    [Sql]
    private const string BeforeLineSql = """
        select chunk_number::bigint * (select chunk_bytes from ops.stored_file where district_id = @districtId and sha256 = @hash) as position,
               breaks_before
        from (select chunk_number, coalesce(sum(line_breaks) over earlier, 0)::int as breaks_before,
                     count(*) filter (where line_breaks is null) over earlier as not_counted
              from ops.stored_file_chunk
              where district_id = @districtId and sha256 = @hash
              window earlier as (order by chunk_number rows between unbounded preceding and 1 preceding)) c
        where not_counted = 0 and (breaks_before < @lineNumber - 1 or chunk_number = 0)
        order by chunk_number desc
        limit 1
        """;

    /// <summary>Stores the rest of a stream; the same bytes again are written nowhere. The caller's transaction keeps or drops it.</summary>
    /// <exception cref="FileTooLargeException">More than <see cref="MaximumBytes"/>.</exception>
    /// <exception cref="IOException">The stream gave other bytes when it was read again: somebody writes to the file.</exception>
    public static async Task<StoredFile> PutAsync(
        NpgsqlTransaction transaction, DistrictId districtId, Stream content, CancellationToken cancellationToken = default)
    {
        // The hash is the key of every chunk, so it comes first: a second read costs less than chunks that move.
        await using var spool = content.CanSeek ? null : NewSpool();
        if (spool is not null)
        {
            await ForEachChunkAsync(content, spool.WriteAsync, cancellationToken);
            spool.Position = 0;
        }

        var source = spool ?? content;
        var start = source.Position;
        var (hash, lengthBytes) = await HashAsync(source, cancellationToken);

        // A concurrent put of the same bytes waits here for the other's end.
        var isNew = await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            ClaimSql, new { districtId, hash, lengthBytes, chunkBytes = ChunkBytes }, transaction, cancellationToken: cancellationToken)) == 1;
        if (isNew)
        {
            source.Position = start;
            await CopyAsync(transaction.Connection!, districtId, hash, source, cancellationToken);
        }

        return new(hash, lengthBytes, isNew);
    }

    /// <summary>A whole file in memory: 256 MiB at most.</summary>
    public static async Task<byte[]> ReadAllAsync(
        NpgsqlConnection connection, DistrictId districtId, FileHash hash, CancellationToken cancellationToken = default)
    {
        await using var stored = await OpenAsync(connection, districtId, hash, cancellationToken);
        var content = GC.AllocateUninitializedArray<byte>((int)stored.Length);
        await stored.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    /// <summary>Reads a stored file over the caller's connection, a chunk at a time, from any position.</summary>
    /// <remarks>Between reads the connection is free; during one it must be, so a COPY runs over another connection.</remarks>
    /// <exception cref="FileNotFoundException">The district has no such file.</exception>
    public static async Task<Stream> OpenAsync(
        NpgsqlConnection connection, DistrictId districtId, FileHash hash, CancellationToken cancellationToken = default) =>
        await FindAsync(connection, districtId, hash, cancellationToken) is { } stored
            ? new StoredFileStream(connection, districtId, hash, stored.LengthBytes, stored.ChunkBytes)
            : throw new FileNotFoundException($"District {districtId} has no stored file {hash}.");

    /// <summary>A place in a stored text file at most a chunk before a line, and how many line breaks (\n) stand before that place.</summary>
    /// <param name="lineNumber">1 is the first.</param>
    public static async Task<(long Position, int LineBreaks)> BeforeLineAsync(
        NpgsqlConnection connection, DistrictId districtId, FileHash hash, int lineNumber, CancellationToken cancellationToken = default) =>
        await connection.QuerySingleOrDefaultAsync<(long Position, int LineBreaks)>(new CommandDefinition(
            BeforeLineSql, new { districtId, hash, lineNumber }, cancellationToken: cancellationToken));

    public static async Task<bool> ExistsAsync(
        NpgsqlConnection connection, DistrictId districtId, FileHash hash, CancellationToken cancellationToken = default) =>
        await FindAsync(connection, districtId, hash, cancellationToken) is not null;

    private static Task<(long LengthBytes, int ChunkBytes)?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, FileHash hash, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<(long, int)?>(new CommandDefinition(
            FindSql, new { districtId, hash }, cancellationToken: cancellationToken));

    /// <summary>Where bytes wait that can be made or read only once: a temporary file that no other user can read, gone when closed.</summary>
    public static FileStream NewSpool() =>
        new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });

    private static async Task<(FileHash Hash, long LengthBytes)> HashAsync(Stream content, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lengthBytes = await ForEachChunkAsync(
            content,
            (chunk, _) =>
            {
                sha256.AppendData(chunk.Span);
                return ValueTask.CompletedTask;
            },
            cancellationToken);
        return (FileHash.FromBytes(sha256.GetCurrentHash()), lengthBytes);
    }

    private static async Task CopyAsync(
        NpgsqlConnection connection, DistrictId districtId, FileHash hash, Stream content, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var rows = await connection.BeginBinaryImportAsync(CopyChunksSql, cancellationToken);
        var key = hash.ToBytes();
        var chunkNumber = 0;
        await ForEachChunkAsync(
            content,
            async (chunk, token) =>
            {
                sha256.AppendData(chunk.Span);
                await rows.StartRowAsync(token);
                await rows.WriteAsync(districtId.Value, NpgsqlDbType.Integer, token);
                await rows.WriteAsync(key, NpgsqlDbType.Bytea, token);
                await rows.WriteAsync(chunkNumber++, NpgsqlDbType.Integer, token);
                await rows.WriteAsync(chunk, NpgsqlDbType.Bytea, token);
                await rows.WriteAsync(chunk.Span.Count((byte)'\n'), NpgsqlDbType.Integer, token);
            },
            cancellationToken);
        if (FileHash.FromBytes(sha256.GetCurrentHash()) != hash)
        {
            throw new IOException("The file changed while it was read. Try again when nothing writes to it.");
        }

        await rows.CompleteAsync(cancellationToken);
    }

    /// <summary>Full chunks, then the rest; returns the bytes seen.</summary>
    private static async Task<long> ForEachChunkAsync(
        Stream content, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> use, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var lengthBytes = 0L;
            int read;
            do
            {
                read = await content.ReadAtLeastAsync(
                    buffer.AsMemory(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false, cancellationToken);
                lengthBytes += read;
                if (lengthBytes > MaximumBytes)
                {
                    throw new FileTooLargeException();
                }

                if (read > 0)
                {
                    await use(buffer.AsMemory(0, read), cancellationToken);
                }
            }
            while (read == ChunkBytes);

            return lengthBytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
