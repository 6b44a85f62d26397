using System.Collections.Frozen;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What people decided about a month's sent claims and no run has carried out yet.</summary>
internal sealed class WaitingDecisions
{
    [Sql]
    private const string WaitingSql = """
        select d.claim_id, d.kind, coalesce(billing.payer_number_of(d.district_id, d.claim_id), '') as payer_claim_number
        from billing.claim_decision d
        join billing.claim c on c.district_id = d.district_id and c.claim_id = d.claim_id
        join billing.claim_run r on r.district_id = c.district_id and r.claim_run_id = c.claim_run_id
        where d.district_id = @districtId and d.claim_run_id is null and d.dropped_at is null and d.kind in ('replace', 'void')
          and r.service_month = @month and r.payer = @payer
        order by d.claim_id
        """;

    [Sql]
    private const string CarryOutSql = """
        update billing.claim_decision
        set claim_run_id = @claimRunId
        where district_id = @districtId and claim_id = any(@claimIds) and claim_run_id is null and dropped_at is null and kind in ('replace', 'void')
        """;

    [Sql]
    private const string LetGoSql = """
        update billing.claim_line_entry set live = false where district_id = @districtId and claim_id = any(@replaced) and live
        """;

    private readonly FrozenDictionary<long, Waiting> _waiting; // two threads read it
    private readonly HashSet<long> _carriedOut = [];

    private WaitingDecisions(FrozenDictionary<long, Waiting> waiting) => _waiting = waiting;

    /// <summary>Claims to bill anew from their sessions.</summary>
    public long[] Replaced => Of(ClaimDecisionKind.Replace);

    /// <summary>Claims to take back.</summary>
    public long[] Voided => Of(ClaimDecisionKind.Void);

    /// <summary>Those that are not carried out so far.</summary>
    public IEnumerable<long> Left => _waiting.Keys.Where(claimId => !_carriedOut.Contains(claimId));

    public static async Task<WaitingDecisions> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, string payer, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<Waiting>(new CommandDefinition(
            WaitingSql, new { districtId, month, payer }, cancellationToken: cancellationToken));
        return new(rows.ToFrozenDictionary(row => row.ClaimId));
    }

    /// <summary>REF*F8 of what stands in that claim's place.</summary>
    public string PayerNumberOf(long claimId) => _waiting[claimId].PayerClaimNumber;

    /// <summary>
    /// Before the claims in their place are stored: a session is never on two live lines. A void changes nothing of its claim before
    /// the payer has answered it.
    /// </summary>
    public async Task CarryOutAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long claimRunId, IEnumerable<BilledClaim> claims, CancellationToken cancellationToken)
    {
        var claimIds = claims.Select(claim => claim.InPlaceOf).OfType<long>().Distinct().ToArray();
        if (claimIds.Length == 0)
        {
            return;
        }

        var replaced = claimIds.Where(claimId => _waiting[claimId].Kind == ClaimDecisionText.Of(ClaimDecisionKind.Replace)).ToArray();
        CommandDefinition Of(string sql) => new(sql, new { districtId, claimRunId, claimIds, replaced }, transaction, cancellationToken: cancellationToken);
        await transaction.Connection!.ExecuteAsync(Of(CarryOutSql));
        await transaction.Connection!.ExecuteAsync(Of(LetGoSql));
        _carriedOut.UnionWith(claimIds);
    }

    private long[] Of(ClaimDecisionKind kind) =>
        [.. _waiting.Values.Where(waiting => waiting.Kind == ClaimDecisionText.Of(kind)).Select(waiting => waiting.ClaimId).Order()];

    private sealed record Waiting(long ClaimId, string Kind, string PayerClaimNumber);
}
