using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Audit;

/// <summary>The district's append-only record of changes, in which each event holds the hash of the one before.</summary>
/// <remarks>
/// A changed, moved or missing event shows in <see cref="VerifyAsync"/>, and so does a cut-off end, for the counter of
/// events knows the last number. Who can rewrite the whole database can rewrite the chain: note its head elsewhere.
/// </remarks>
public static class AuditTrail
{
    private const string CounterName = "audit-event";

    /// <summary>Reads the detail back as PostgreSQL keeps it, so that the hash is over what a later reader sees.</summary>
    [Sql]
    private const string PrecedingSql = """
        select
            coalesce(
                (select hash from ops.audit_event where district_id = @districtId and seq = @seq - 1),
                decode(repeat('00', 32), 'hex')) as previous_hash,
            @detail::jsonb::text as detail
        """;

    [Sql]
    private const string AppendSql = """
        insert into ops.audit_event
            (district_id, seq, at, actor, action, subject_kind, subject_id, reason, detail, previous_hash, hash)
        values
            (@districtId, @seq, @at, @actor, @action, @subjectKind, @subjectId, @reason, @detail::jsonb, @previousHash, @hash)
        """;

    [Sql]
    private const string ChainSql = """
        select district_id, seq, at, actor, action, subject_kind, subject_id, reason, detail::text as detail, previous_hash, hash
        from ops.audit_event
        where district_id = @districtId
        order by seq
        """;

    [Sql]
    private const string TakenSql = """
        select next_value - 1 from ops.counter where district_id = @districtId and name = @name
        """;

    private sealed record Preceding(byte[] PreviousHash, string Detail);

    /// <summary>Appends one event. From here to its end the transaction holds the district's chain: append late.</summary>
    public static async Task AppendAsync(
        NpgsqlTransaction transaction, AuditEvent happened, ChangeContext change, CancellationToken cancellationToken = default)
    {
        var connection = transaction.Connection!;
        var districtId = happened.DistrictId;
        var seq = await Counters.TakeAsync(transaction, districtId, CounterName, 1, cancellationToken);
        var preceding = await connection.QuerySingleAsync<Preceding>(new CommandDefinition(
            PrecedingSql,
            new { districtId, seq, detail = happened.Detail?.ToJsonString() ?? "{}" },
            transaction,
            cancellationToken: cancellationToken));
        var link = new AuditLink(
            districtId, seq, ChainHash.Stored(change.When), change.Who.ToString(), happened.Action, happened.SubjectKind,
            happened.SubjectId, change.Why, preceding.Detail, preceding.PreviousHash, []);
        await connection.ExecuteAsync(new CommandDefinition(
            AppendSql, link with { Hash = link.ComputeHash() }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Walks the whole chain and returns the number of its first broken event; null when it is sound.</summary>
    public static async Task<long?> VerifyAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken = default)
    {
        var taken = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            TakenSql, new { districtId, name = CounterName }, cancellationToken: cancellationToken)) ?? 0;
        var expected = 1L;
        var previousHash = ChainHash.None;
        await foreach (var link in connection.QueryUnbufferedAsync<AuditLink>(ChainSql, new { districtId })
            .WithCancellation(cancellationToken))
        {
            if (link.Seq != expected || !link.Follows(previousHash))
            {
                return expected;
            }

            previousHash = link.Hash;
            expected++;
        }

        return expected <= taken ? expected : null;
    }
}
