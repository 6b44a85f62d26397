using System.Security.Cryptography;
using Dapper;
using MedicaidLogs.Billing.Reconciliation.Invariants;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>Reads a district's stored files, all of them, and finds those whose bytes are not what was stored.</summary>
/// <remarks>Hashes come a batch at a time and bytes a chunk at a time: memory grows with neither the files nor their length.</remarks>
internal sealed class StoredFiles(NpgsqlTransaction transaction, DistrictId districtId, DateOnly? month)
{
    private const int FilesAtOnce = 1_000;
    private const int BufferBytes = 1 << 20;

    [Sql]
    private const string NextSql = """
        select f.sha256
        from ops.stored_file f
        where f.district_id = @districtId and f.sha256 > @after
          and (@month::date is null or exists (
            select from billing.claim_run r
            where r.district_id = f.district_id and r.sha256 = f.sha256 and r.service_month = @month))
        order by f.sha256
        limit @limit
        """;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly List<Breach> _changed = [];
    private long _readBytes;
    private int _read;

    /// <param name="progress">Told after each batch.</param>
    /// <returns>What was read, and the first <see cref="LedgerVerification.MostBreaches"/> that were changed.</returns>
    public async Task<(FilesRead Read, IReadOnlyList<Breach> Changed)> ReadAsync(IProgress<FilesRead>? progress, CancellationToken cancellationToken)
    {
        var after = Array.Empty<byte>();
        while ((await NextAsync(after, cancellationToken)) is { Count: > 0 } hashes)
        {
            foreach (var hash in hashes)
            {
                await ReadAsync(hash, cancellationToken);
            }

            progress?.Report(new(_read, _readBytes));
            after = hashes[^1].ToBytes();
        }

        return (new(_read, _readBytes), _changed);
    }

    private async Task<List<FileHash>> NextAsync(byte[] after, CancellationToken cancellationToken) =>
        (await transaction.Connection!.QueryAsync<FileHash>(new CommandDefinition(
            NextSql, new { districtId, after, month, limit = FilesAtOnce }, transaction, cancellationToken: cancellationToken))).AsList();

    private async Task ReadAsync(FileHash hash, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await FileStore.OpenAsync(transaction.Connection!, districtId, hash, cancellationToken);
        try
        {
            for (int read; (read = await content.ReadAsync(_buffer, cancellationToken)) > 0; _readBytes += read)
            {
                sha256.AppendData(_buffer.AsSpan(0, read));
            }
        }
        catch (InvalidDataException)
        {
            // A chunk is gone; the hash says so.
        }

        _read++;
        if (FileHash.FromBytes(sha256.GetCurrentHash()) != hash && _changed.Count < LedgerVerification.MostBreaches)
        {
            _changed.Add(new($"file {hash}", 0));
        }
    }
}

/// <summary>How many stored files were read, to their last byte.</summary>
public readonly record struct FilesRead(int Files, long Bytes);
