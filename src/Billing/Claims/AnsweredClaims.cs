using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Which claim holds the sessions once the payer answered what was to stand in its place.</summary>
/// <remarks>
/// A void that is done frees the sessions of its claim. A replacement that is refused gives them back to the claim that it was to
/// replace; one that was refused and paid all the same takes them again. Nothing is moved while one of the sessions is billed
/// elsewhere: then the refused replacement keeps them, and goes again as a replacement.
/// </remarks>
public static class AnsweredClaims
{
    /// <summary>Each row a claim of which something is in place, and what the answers to that make of the two.</summary>
    [Sql]
    private const string MovesSql = """
        with place as materialized (
            select p.of_claim_id, p.claim_id, p.frequency, p.answer,
                   exists (select from billing.claim_line_entry x
                           where x.district_id = p.district_id and x.claim_id = p.claim_id and x.live) as holds,
                   exists (select from billing.claim_line_entry x
                           where x.district_id = p.district_id and x.claim_id = p.of_claim_id and x.live) as of_holds
            from billing.claim_in_place p
            where p.district_id = @districtId),
        move as (
            select distinct of_claim_id as from_claim_id, null::bigint as to_claim_id
            from place
            where frequency = '8' and answer = 'done' and of_holds
            union all
            select max(claim_id) filter (where holds), of_claim_id
            from place
            where not of_holds
            group by of_claim_id
            having bool_and(answer = 'refused' or frequency = '8' and answer = 'waiting')
               and not exists (
                 select from billing.claim_decision d
                 where d.district_id = @districtId and d.claim_id = of_claim_id and d.kind = 'again' and d.dropped_at is null)
            union all
            select of_claim_id, claim_id
            from place
            where of_holds and not holds and frequency = '7' and answer = 'done')
        select m.from_claim_id, m.to_claim_id
        from move m
        where not exists (
            select from billing.claim_line_entry x
            join billing.claim_line_entry o
              on o.district_id = x.district_id and o.service_month = x.service_month and o.entry_id = x.entry_id and o.live
            where x.district_id = @districtId and x.claim_id = m.to_claim_id and o.claim_id is distinct from m.from_claim_id)
        order by m.from_claim_id, m.to_claim_id
        """;

    [Sql]
    private const string LetGoSql = "update billing.claim_line_entry set live = false where district_id = @districtId and claim_id = @FromClaimId and live";

    [Sql]
    private const string HoldSql = "update billing.claim_line_entry set live = true where district_id = @districtId and claim_id = @ToClaimId";

    /// <summary>Brings the district's claims to what the payer's answers say, whatever their order. Doing so twice changes nothing.</summary>
    public static async Task SettleAsync(NpgsqlTransaction transaction, DistrictId districtId, CancellationToken cancellationToken = default)
    {
        while (await MoveAsync(transaction, districtId, cancellationToken))
        {
            // Of a chain of refused replacements each step gives back to the one before.
        }
    }

    private static async Task<bool> MoveAsync(NpgsqlTransaction transaction, DistrictId districtId, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var moves = (await connection.QueryAsync<Move>(new CommandDefinition(
            MovesSql, new { districtId }, transaction, cancellationToken: cancellationToken))).AsList();
        foreach (var move in moves)
        {
            CommandDefinition Of(string sql) => new(sql, new { districtId, move.FromClaimId, move.ToClaimId }, transaction, cancellationToken: cancellationToken);
            await connection.ExecuteAsync(Of(LetGoSql));
            await connection.ExecuteAsync(Of(HoldSql));
        }

        return moves.Count > 0;
    }

    /// <param name="FromClaimId">Lets the sessions go; null where none holds them.</param>
    /// <param name="ToClaimId">Holds them from now on; null where they are free.</param>
    private sealed record Move(long? FromClaimId, long? ToClaimId);
}
