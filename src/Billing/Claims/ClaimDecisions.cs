using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What people decide about claims that went out. Nothing is sent because of it before the next run is built and released.</summary>
/// <remarks>
/// A claim goes out again as what it was, or as the payer wanted denied ones when it was sent: an original's sessions are ready again at
/// once; a replacement or void waits for the next run, with the number of the claim that the payer knows (CLM_FREQ). What the payer
/// refused of these two changed nothing, so the decision is then one about the claim that stands as it stood.
/// </remarks>
public sealed class ClaimDecisions(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string SentSql = """
        select s.claim_id, s.claim_number, s.frequency, s.stage, s.released_at is not null as released,
               exists (select from billing.claim_line_entry x where x.district_id = s.district_id and x.claim_id = s.claim_id and x.live) as stands,
               s.stage = 'decided' and billing.is_denied(s.district_id, s.claim_id, s.charge_cents) as denied,
               coalesce(r.terms #>> '{payer,claims,deniedAgainAs}', '') as denied_again_as,
               (select d.kind from billing.claim_decision d
                where d.district_id = s.district_id and d.claim_id = s.claim_id and d.claim_run_id is null and d.dropped_at is null and d.kind <> 'again'
                limit 1) as waiting,
               (select max(v.claim_number) from billing.voids_under_way(s.district_id, s.claim_id) v) as voided_by,
               (select o.claim_number
                from billing.claim_in_place p
                join billing.claim o on o.district_id = p.district_id and o.claim_id = p.of_claim_id
                where p.district_id = s.district_id and p.claim_id = s.claim_id and p.answer = 'refused') as refused_for,
               coalesce(billing.payer_number_of(s.district_id, s.claim_id), '') as payer_claim_number
        from billing.claim_standing s
        join billing.claim_run r on r.district_id = s.district_id and r.claim_run_id = s.claim_run_id
        where s.district_id = @districtId and s.claim_number = @claimNumber
        """;

    [Sql]
    private const string InsertSql = """
        insert into billing.claim_decision (district_id, claim_decision_id, claim_id, kind, reason, decided_at, decided_by)
        values (@districtId, @id, @claimId, @kind, @reason, @at, @by)
        """;

    [Sql]
    private const string LetGoSql = """
        update billing.claim_line_entry set live = false where district_id = @districtId and claim_id = @claimId and live
        """;

    [Sql]
    private const string DropSql = """
        update billing.claim_decision
        set dropped_at = @at
        where district_id = @districtId and claim_id = @claimId and claim_run_id is null and dropped_at is null and kind <> 'again'
        """;

    /// <param name="claimNumber">CLM01.</param>
    /// <param name="reason">The person's own words.</param>
    /// <param name="userId">An account of <see cref="ClaimRelease.Roles"/>.</param>
    public async Task<DecisionOutcome> DecideAsync(
        DistrictId districtId, string claimNumber, ClaimDecisionKind kind, string reason, Guid userId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (!await ClaimRelease.MayAsync(connection, districtId, userId, cancellationToken))
        {
            return new DecisionOutcome.NotAllowed();
        }

        if (await FindAsync(transaction, districtId, claimNumber, cancellationToken) is not { } claim)
        {
            return new DecisionOutcome.NotFound();
        }

        if (kind == ClaimDecisionKind.Again && claim is { Stands: false, RefusedFor: { } original })
        {
            kind = claim.Frequency == "8" ? ClaimDecisionKind.Void : ClaimDecisionKind.Replace;
            claim = (await FindAsync(transaction, districtId, original, cancellationToken))!;
        }

        var stored = kind == ClaimDecisionKind.Again ? AgainAs(claim) : kind;
        if (RefusalOf(claim, stored) is { } refusal)
        {
            return refusal;
        }

        var change = new ChangeContext(Actor.User(userId), clock.GetUtcNow(), reason);
        await WriteAsync(transaction, districtId, claim, stored!.Value, change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new DecisionOutcome.Decided(stored.Value);
    }

    /// <summary>Takes back a decision that no run has carried out yet.</summary>
    public async Task<DecisionOutcome> DropAsync(DistrictId districtId, string claimNumber, Guid userId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (!await ClaimRelease.MayAsync(connection, districtId, userId, cancellationToken))
        {
            return new DecisionOutcome.NotAllowed();
        }

        if (await FindAsync(transaction, districtId, claimNumber, cancellationToken) is not { } claim)
        {
            return new DecisionOutcome.NotFound();
        }

        if (claim.WaitingKind is not { } waiting)
        {
            return new DecisionOutcome.NothingWaits();
        }

        var change = new ChangeContext(Actor.User(userId), clock.GetUtcNow());
        await connection.ExecuteAsync(new CommandDefinition(
            DropSql, new { districtId, claim.ClaimId, at = change.When }, transaction, cancellationToken: cancellationToken));
        await AuditAsync(transaction, districtId, "claim.decision-dropped", claim.ClaimId, waiting, change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new DecisionOutcome.Dropped(waiting);
    }

    /// <summary>What goes out once more, and as what; null where the payer did not send it back.</summary>
    internal static ClaimDecisionKind? AgainAs(SentClaim claim) => claim switch
    {
        { Stage: "rejected", Frequency: "7" } => ClaimDecisionKind.Replace,
        { Stage: "rejected" } => ClaimDecisionKind.Again,
        { Denied: true, DeniedAgainAs: "replacement" } => ClaimDecisionKind.Replace,
        { Denied: true } => ClaimDecisionKind.Again,
        _ => null,
    };

    private static DecisionOutcome? RefusalOf(SentClaim claim, ClaimDecisionKind? kind) => claim switch
    {
        { Released: false } => new DecisionOutcome.NotSent(),
        { WaitingKind: { } waiting } => new DecisionOutcome.DecidedBefore(waiting),
        { VoidedBy: { } number } => new DecisionOutcome.VoidNotAnswered(number),
        { Stands: false } => new DecisionOutcome.NotStanding(claim.RefusedFor),
        _ when kind is null => new DecisionOutcome.NotSentBack(),
        { PayerClaimNumber: "" } when kind != ClaimDecisionKind.Again => new DecisionOutcome.NoPayerNumber(claim.Stage == "rejected"),
        _ => null,
    };

    private static Task<SentClaim?> FindAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string claimNumber, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<SentClaim?>(new CommandDefinition(
            SentSql, new { districtId, claimNumber = claimNumber.Trim().ToUpperInvariant() }, transaction, cancellationToken: cancellationToken));

    private static async Task WriteAsync(
        NpgsqlTransaction transaction, DistrictId districtId, SentClaim claim, ClaimDecisionKind kind, ChangeContext change,
        CancellationToken cancellationToken)
    {
        var row = new
        {
            districtId,
            id = await Counters.TakeAsync(transaction, districtId, "claim-decision", cancellationToken: cancellationToken),
            claim.ClaimId,
            kind = ClaimDecisionText.Of(kind),
            reason = change.Why,
            at = change.When,
            by = change.Who.ToString(),
        };
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(InsertSql, row, transaction, cancellationToken: cancellationToken));
        if (kind == ClaimDecisionKind.Again)
        {
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(LetGoSql, row, transaction, cancellationToken: cancellationToken));
        }

        await AuditAsync(transaction, districtId, "claim.decided", claim.ClaimId, kind, change, cancellationToken);
    }

    private static Task AuditAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string action, long claimId, ClaimDecisionKind kind, ChangeContext change,
        CancellationToken cancellationToken) =>
        AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, action, "claim", claimId.ToString(CultureInfo.InvariantCulture), new() { ["kind"] = ClaimDecisionText.Of(kind) }),
            change,
            cancellationToken);

    /// <param name="Stage">As billing.claim_standing says.</param>
    /// <param name="Stands">It bills sessions.</param>
    /// <param name="Denied">The payer decided on all of it and paid nothing.</param>
    /// <param name="DeniedAgainAs">As the terms say that it was sent under; the payer's profile may have changed or ended since.</param>
    /// <param name="VoidedBy">The void that the payer has not answered yet.</param>
    /// <param name="RefusedFor">Of a replacement or void that the payer refused: the claim that it was made for.</param>
    /// <param name="PayerClaimNumber">Of it, or of the last claim in its place that the payer knows; empty: none.</param>
    internal sealed record SentClaim(
        long ClaimId, string ClaimNumber, string Frequency, string Stage, bool Released, bool Stands, bool Denied, string DeniedAgainAs,
        string? Waiting, string? VoidedBy, string? RefusedFor, string PayerClaimNumber)
    {
        public ClaimDecisionKind? WaitingKind => Waiting is null ? null : ClaimDecisionText.Parse(Waiting);
    }
}
