using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What a person knows of a void that no file says: by telephone, on the payer's portal, by letter.</summary>
/// <remarks>It outweighs the payer's files, and the latest word holds: a payer that voids an undecided claim may never send a reversal.</remarks>
public sealed class VoidAnswers(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string FindSql = """
        select s.claim_id, s.frequency = '8' as is_void, s.released_at is not null as released, p.answer,
               exists (
                 select from billing.claim_line_entry x
                 join billing.claim_line_entry o
                   on o.district_id = x.district_id and o.service_month = x.service_month and o.entry_id = x.entry_id and o.live
                 where x.district_id = p.district_id and x.claim_id = p.of_claim_id and o.claim_id <> p.of_claim_id) as billed_since
        from billing.claim_standing s
        left join billing.claim_in_place p on p.district_id = s.district_id and p.claim_id = s.claim_id
        where s.district_id = @districtId and s.claim_number = @claimNumber
        """;

    [Sql]
    private const string InsertSql = """
        insert into billing.void_answer (district_id, void_answer_id, claim_id, answer, reason, answered_at, answered_by)
        values (@districtId, @id, @claimId, @answer, @reason, @at, @by)
        """;

    /// <param name="claimNumber">CLM01 of the void.</param>
    /// <param name="isDone">The payer took its claim back; otherwise it refused the void, and the claim stands.</param>
    /// <param name="reason">Who said so, when and how.</param>
    /// <param name="userId">An account of <see cref="ClaimRelease.Roles"/>.</param>
    public async Task<VoidAnswerOutcome> AnswerAsync(
        DistrictId districtId, string claimNumber, bool isDone, string reason, Guid userId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (!await ClaimRelease.MayAsync(connection, districtId, userId, cancellationToken))
        {
            return new VoidAnswerOutcome.NotAllowed();
        }

        var answer = isDone ? "done" : "refused";
        var claim = await connection.QuerySingleOrDefaultAsync<SentVoid?>(new CommandDefinition(
            FindSql, new { districtId, claimNumber = claimNumber.Trim().ToUpperInvariant() }, transaction, cancellationToken: cancellationToken));
        switch (claim)
        {
            case null or { IsVoid: false }:
                return new VoidAnswerOutcome.NoVoid();
            case { Released: false } or { Answer: null }:
                return new VoidAnswerOutcome.NotSent();
            case var _ when claim.Answer == answer:
                return new VoidAnswerOutcome.KnownBefore();
            case { BilledSince: true } when !isDone:
                return new VoidAnswerOutcome.BilledSince();
        }

        await WriteAsync(transaction, districtId, claim.ClaimId, answer, new(Actor.User(userId), clock.GetUtcNow(), reason), cancellationToken);
        await AnsweredClaims.SettleAsync(transaction, districtId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new VoidAnswerOutcome.Answered();
    }

    private static async Task WriteAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long claimId, string answer, ChangeContext change, CancellationToken cancellationToken)
    {
        var row = new
        {
            districtId,
            id = await Counters.TakeAsync(transaction, districtId, "void-answer", cancellationToken: cancellationToken),
            claimId,
            answer,
            reason = change.Why,
            at = change.When,
            by = change.Who.ToString(),
        };
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(InsertSql, row, transaction, cancellationToken: cancellationToken));
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, "claim.void-answered", "claim", claimId.ToString(CultureInfo.InvariantCulture), new() { ["answer"] = answer }),
            change,
            cancellationToken);
    }

    /// <param name="Answer">As billing.claim_in_place says; null where its file was withdrawn.</param>
    /// <param name="BilledSince">A session of the claim that it takes back is on another claim.</param>
    private sealed record SentVoid(long ClaimId, bool IsVoid, bool Released, string? Answer, bool BilledSince);
}

/// <summary>What came of a person's word about a void.</summary>
public abstract record VoidAnswerOutcome
{
    private VoidAnswerOutcome()
    {
    }

    public sealed record Answered : VoidAnswerOutcome;

    /// <summary>So it stands already; nothing was written.</summary>
    public sealed record KnownBefore : VoidAnswerOutcome;

    /// <summary>Sessions of the claim that it took back were billed anew: it cannot stand again. Nothing was written.</summary>
    public sealed record BilledSince : VoidAnswerOutcome;

    /// <summary>The district has no void of that number; nothing was written.</summary>
    public sealed record NoVoid : VoidAnswerOutcome;

    /// <summary>The payer cannot know of it: its file is not released, or was withdrawn. Nothing was written.</summary>
    public sealed record NotSent : VoidAnswerOutcome;

    /// <inheritdoc cref="ReleaseOutcome.NotAllowed"/>
    public sealed record NotAllowed : VoidAnswerOutcome;
}
