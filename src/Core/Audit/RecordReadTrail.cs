using System.Security.Cryptography;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Audit;

/// <summary>The district's append-only record of who looked at which student's record, a chain of batches beside the chain of changes.</summary>
/// <remarks>Readers are many and changes are few: one link for each batch keeps readers from waiting for one another. See docs/adr/0020.</remarks>
public static class RecordReadTrail
{
    private const string CounterName = "record-read-batch";

    [Sql]
    private const string InsertSql = """
        with batch as (
            insert into ops.record_read_batch (district_id, batch, reads, previous_hash, hash)
            values (@districtId, @batch, cardinality(@subjectIds::bigint[]), @previousHash, @hash))
        insert into ops.record_read (district_id, batch, position, at, user_id, page, subject_kind, subject_id, student_id)
        select @districtId, @batch, r.position, r.at, r.user_id, r.page, r.subject_kind, r.subject_id, nullif(r.student_id, 0)
        from unnest(@ats::timestamptz[], @userIds::uuid[], @pages::text[], @subjectKinds::text[], @subjectIds::bigint[], @studentIds::bigint[])
          with ordinality r (at, user_id, page, subject_kind, subject_id, student_id, position)
        """;

    [Sql]
    private const string PrecedingSql = """
        select hash from ops.record_read_batch where district_id = @districtId and batch = @batch - 1
        """;

    [Sql]
    private const string BatchesSql = """
        select b.batch, b.previous_hash, b.hash, r.at, r.user_id, r.page, r.subject_kind, r.subject_id, r.student_id
        from ops.record_read_batch b
        left join ops.record_read r on r.district_id = b.district_id and r.batch = b.batch
        where b.district_id = @districtId
        order by b.batch, r.position
        """;

    [Sql]
    private const string TakenSql = """
        select next_value - 1 from ops.counter where district_id = @districtId and name = @name
        """;

    /// <summary>Appends one batch. From here to its end the transaction holds the district's chain: append late, and districts in order of their ids.</summary>
    /// <param name="reads">Of one district, at least one.</param>
    public static async Task AppendAsync(
        NpgsqlTransaction transaction, IReadOnlyList<RecordRead> reads, CancellationToken cancellationToken = default)
    {
        var districtId = reads[0].DistrictId;
        var connection = transaction.Connection!;
        var batch = await Counters.TakeAsync(transaction, districtId, CounterName, 1, cancellationToken);
        var previousHash = await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
            PrecedingSql, new { districtId, batch }, transaction, cancellationToken: cancellationToken)) ?? ChainHash.None;
        await connection.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                districtId,
                batch,
                previousHash,
                hash = HashOf(previousHash, districtId, batch, reads.Select(Row.Of)),
                ats = reads.Select(read => ChainHash.Stored(read.At).UtcDateTime).ToArray(),
                userIds = reads.Select(read => read.UserId).ToArray(),
                pages = reads.Select(read => read.Page).ToArray(),
                subjectKinds = reads.Select(read => read.SubjectKind).ToArray(),
                subjectIds = reads.Select(read => read.SubjectId).ToArray(),
                studentIds = reads.Select(read => read.StudentId ?? 0).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>Walks the whole chain and returns the number of its first broken batch; null when it is sound.</summary>
    public static async Task<long?> VerifyAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken = default)
    {
        var taken = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            TakenSql, new { districtId, name = CounterName }, cancellationToken: cancellationToken)) ?? 0;
        var expected = 1L;
        var previousHash = ChainHash.None;
        var rows = new List<Row>();
        await foreach (var row in connection.QueryUnbufferedAsync<Row>(BatchesSql, new { districtId }).WithCancellation(cancellationToken))
        {
            if (rows.Count > 0 && rows[0].Batch != row.Batch)
            {
                if (!Follows(rows))
                {
                    return expected;
                }

                Step();
            }

            rows.Add(row);
        }

        if (rows.Count > 0)
        {
            if (!Follows(rows))
            {
                return expected;
            }

            Step();
        }

        return expected <= taken ? expected : null;

        bool Follows(List<Row> batch) =>
            batch[0].Batch == expected
            && batch[0].PreviousHash.AsSpan().SequenceEqual(previousHash)
            && HashOf(previousHash, districtId, expected, batch).AsSpan().SequenceEqual(batch[0].Hash);

        void Step()
        {
            previousHash = rows[0].Hash;
            rows.Clear();
            expected++;
        }
    }

    /// <summary>SHA-256 over the previous hash, the district, the batch's number, and each read in order.</summary>
    private static byte[] HashOf(byte[] previousHash, DistrictId districtId, long batch, IEnumerable<Row> reads)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(previousHash);
        sha256.AppendNumber(districtId.Value);
        sha256.AppendNumber(batch);
        foreach (var read in reads)
        {
            sha256.AppendInstant(read.At);
            sha256.AppendText(read.UserId.ToString("D"));
            sha256.AppendText(read.Page);
            sha256.AppendText(read.SubjectKind);
            sha256.AppendNumber(read.SubjectId);
            sha256.AppendNumber(read.StudentId ?? 0);
        }

        return sha256.GetHashAndReset();
    }

    /// <summary>A read with its batch; a batch whose reads are gone has one row without a page.</summary>
    private sealed record Row
    {
        public long Batch { get; init; }

        public byte[] PreviousHash { get; init; } = [];

        public byte[] Hash { get; init; } = [];

        public DateTimeOffset At { get; init; }

        public Guid UserId { get; init; }

        public string? Page { get; init; }

        public string? SubjectKind { get; init; }

        public long SubjectId { get; init; }

        public long? StudentId { get; init; }

        public static Row Of(RecordRead read) => new()
        {
            At = ChainHash.Stored(read.At),
            UserId = read.UserId,
            Page = read.Page,
            SubjectKind = read.SubjectKind,
            SubjectId = read.SubjectId,
            StudentId = read.StudentId,
        };
    }
}
