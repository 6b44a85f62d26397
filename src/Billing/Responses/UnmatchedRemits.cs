using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>Parts of remittances that match nothing by themselves, and what a person decides about each.</summary>
public sealed class UnmatchedRemits(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string ListSql = """
        select u.remittance_id, u.claim_ordinal, u.line_ordinal, r.trace_number, r.paid_date, f.file_name, u.claim_number, u.line_control_number,
               u.status, u.payer_claim_number, u.service_date, u.procedure, u.modifiers, u.charge_cents, u.paid_cents
        from billing.unmatched_remit u
        join billing.remittance r on r.district_id = u.district_id and r.remittance_id = u.remittance_id
        join billing.response_file f on f.district_id = r.district_id and f.response_file_id = r.response_file_id
        where u.district_id = @districtId and u.decided is null
          and (@remittanceId::bigint is null or (r.paid_date, u.remittance_id, u.claim_ordinal, u.line_ordinal)
               > ((select a.paid_date from billing.remittance a where a.district_id = @districtId and a.remittance_id = @remittanceId),
                  @remittanceId, @claimOrdinal, @lineOrdinal))
        order by r.paid_date, u.remittance_id, u.claim_ordinal, u.line_ordinal
        limit @limit
        """;

    [Sql]
    private const string TotalSql = """
        select count(*)::int as lines, coalesce(sum(paid_cents), 0)::bigint as paid_cents
        from billing.unmatched_remit
        where district_id = @districtId and decided is null
        """;

    [Sql]
    private const string IsWaitingSql = """
        select exists (
            select from billing.unmatched_remit
            where district_id = @districtId and remittance_id = @remittanceId and claim_ordinal = @claimOrdinal and line_ordinal = @lineOrdinal
              and decided is null)
        """;

    [Sql]
    private const string AnsweredSql = """
        select line_number, sum(charge_cents)::bigint as cents
        from billing.line_posting
        where district_id = @districtId and claim_id = @claimId
        group by line_number
        """;

    [Sql]
    private const string DecideSql = """
        insert into billing.unmatched_decision
            (district_id, remittance_id, claim_ordinal, line_ordinal, kind, reason, decided_at, decided_by)
        values (@districtId, @remittanceId, @claimOrdinal, @lineOrdinal, @kind, @reason, @at, @who)
        """;

    [Sql]
    private const string TakeOutSql = """
        delete from billing.unmatched_line
        where district_id = @districtId and remittance_id = @remittanceId and claim_ordinal = @claimOrdinal and line_ordinal = @lineOrdinal
        """;

    /// <summary>What waits, the oldest payment first.</summary>
    /// <param name="after">Goes on after this one; null: from the first.</param>
    /// <param name="limit">At most so many.</param>
    public static async Task<IReadOnlyList<UnmatchedRemit>> ListAsync(
        NpgsqlConnection connection, DistrictId districtId, UnmatchedId? after, int limit, CancellationToken cancellationToken = default) =>
        (await connection.QueryAsync<UnmatchedRemit>(new CommandDefinition(
            ListSql,
            new
            {
                districtId,
                remittanceId = after?.RemittanceId,
                claimOrdinal = after?.ClaimOrdinal ?? 0,
                lineOrdinal = after?.LineOrdinal ?? 0,
                limit,
            },
            cancellationToken: cancellationToken))).AsList();

    /// <summary>All that waits.</summary>
    public static Task<UnmatchedTotal> TotalAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken = default) =>
        connection.QuerySingleAsync<UnmatchedTotal>(new CommandDefinition(TotalSql, new { districtId }, cancellationToken: cancellationToken));

    /// <summary>It is an answer to this line of ours; or, where it came without lines, to this claim.</summary>
    /// <param name="ourNumber">REF*6R of a line, or CLM01 of a claim.</param>
    public async Task<UnmatchedOutcome> AssignAsync(
        DistrictId districtId, UnmatchedId id, string ourNumber, string reason, Guid userId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (await MayNotAsync(transaction, districtId, id, userId, cancellationToken) is { } refused)
        {
            return refused;
        }

        if (OurNumber.Parse(ourNumber) is not { } number || number.Claim.DistrictId != districtId
            || await OurClaims.FindAsync(transaction, districtId, number.Claim.ClaimId, cancellationToken) is not { } claim
            || (number.Line > 0 && !claim.HasLine(number.Line)))
        {
            return new UnmatchedOutcome.DoesNotFit("No claim line of this district that was sent has this number.");
        }

        var remitted = await StoredRemits.LoadAsync(transaction, districtId, id, cancellationToken);
        if (number.Line == 0 && remitted.Lines.Count > 0)
        {
            return new UnmatchedOutcome.DoesNotFit("It is an answer to one line: name the line, not the claim.");
        }

        var postings = PostingsOf(id, remitted, claim, number.Line);
        if (await WhyNotAsync(transaction, districtId, claim, postings, cancellationToken) is { } words)
        {
            return new UnmatchedOutcome.DoesNotFit(words);
        }

        await TakeOutAsync(transaction, districtId, id, cancellationToken);
        await StoredRemits.PostAsync(transaction, districtId, postings, cancellationToken);
        var change = new ChangeContext(Actor.User(userId), clock.GetUtcNow(), reason);
        await DecideAsync(transaction, districtId, id, "assigned", new JsonObject { ["claim"] = claim.ClaimId, ["line"] = number.Line }, change, cancellationToken);
        var rematched = await new Rematching(transaction, districtId).OfNumberAsync(remitted.PayerClaimNumber, cancellationToken);
        await AnsweredClaims.SettleAsync(transaction, districtId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new UnmatchedOutcome.Decided(rematched.MatchedLater);
    }

    /// <summary>It is no answer to a claim of ours; it stays in the remittance and is asked about no more.</summary>
    public async Task<UnmatchedOutcome> NotOursAsync(
        DistrictId districtId, UnmatchedId id, string reason, Guid userId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (await MayNotAsync(transaction, districtId, id, userId, cancellationToken) is { } refused)
        {
            return refused;
        }

        await DecideAsync(transaction, districtId, id, "not-ours", [], new(Actor.User(userId), clock.GetUtcNow(), reason), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new UnmatchedOutcome.Decided(MatchedBesides: 0);
    }

    /// <summary>Matches everything that waits, and what was only inferred, once more: after claims were restored, or a program learned more.</summary>
    /// <returns>How many lines, and claims without lines, were matched.</returns>
    public async Task<int> MatchAgainAsync(DistrictId districtId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var rematched = await new Rematching(transaction, districtId).AllAsync(cancellationToken);
        await AnsweredClaims.SettleAsync(transaction, districtId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rematched.MatchedLater;
    }

    private static IReadOnlyList<LinePosting> PostingsOf(UnmatchedId id, RemittedClaim remitted, OurClaim claim, int line)
    {
        var amounts = new PostingAmounts(remitted);
        return (id.LineOrdinal, line) switch
        {
            (0, 0) => [.. amounts.Of(id.RemittanceId, new ClaimMatch(claim, MatchedBy.Person))],
            (0, _) => [amounts.OfWhole(id.RemittanceId, new LineMatch(claim, line, MatchedBy.Person))],
            _ => [amounts.Of(id.RemittanceId, remitted.Lines[id.LineOrdinal - 1], new LineMatch(claim, line, MatchedBy.Person))],
        };
    }

    /// <summary>Null where it fits: a line is never answered for more than its charge, nor for less than nothing.</summary>
    private static async Task<string?> WhyNotAsync(
        NpgsqlTransaction transaction, DistrictId districtId, OurClaim claim, IReadOnlyList<LinePosting> postings, CancellationToken cancellationToken)
    {
        if (claim.IsVoid)
        {
            return "That claim takes another one back and bills nothing: name the claim that it takes back.";
        }

        var answered = (await transaction.Connection!.QueryAsync<(int Line, long Cents)>(new CommandDefinition(
            AnsweredSql, new { districtId, claim.ClaimId }, transaction, cancellationToken: cancellationToken))).ToDictionary();
        foreach (var posting in postings)
        {
            var chargeCents = claim.Lines[posting.LineNumber - 1].ChargeCents;
            var sumCents = answered.GetValueOrDefault(posting.LineNumber) + posting.ChargeCents;
            if (sumCents > chargeCents)
            {
                return "The line would be answered for more than its charge: it was answered already, or its charge is another one.";
            }

            if (sumCents < 0)
            {
                return "It takes back what nobody said of this line.";
            }
        }

        return null;
    }

    /// <summary>Null where the person may decide, and there is something to decide.</summary>
    private static async Task<UnmatchedOutcome?> MayNotAsync(
        NpgsqlTransaction transaction, DistrictId districtId, UnmatchedId id, Guid userId, CancellationToken cancellationToken)
    {
        if (!await ClaimRelease.MayAsync(transaction.Connection!, districtId, userId, cancellationToken))
        {
            return new UnmatchedOutcome.NotAllowed();
        }

        var isWaiting = await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            IsWaitingSql, new { districtId, id.RemittanceId, id.ClaimOrdinal, id.LineOrdinal }, transaction, cancellationToken: cancellationToken));
        return isWaiting ? null : new UnmatchedOutcome.NotWaiting();
    }

    private static Task TakeOutAsync(NpgsqlTransaction transaction, DistrictId districtId, UnmatchedId id, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            TakeOutSql, new { districtId, id.RemittanceId, id.ClaimOrdinal, id.LineOrdinal }, transaction, cancellationToken: cancellationToken));

    private static async Task DecideAsync(
        NpgsqlTransaction transaction, DistrictId districtId, UnmatchedId id, string kind, JsonObject detail, ChangeContext change,
        CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            DecideSql,
            new
            {
                districtId,
                id.RemittanceId,
                id.ClaimOrdinal,
                id.LineOrdinal,
                kind,
                reason = change.Why,
                at = change.When,
                who = change.Who.ToString(),
            },
            transaction,
            cancellationToken: cancellationToken));
        detail["claimOrdinal"] = id.ClaimOrdinal;
        detail["lineOrdinal"] = id.LineOrdinal;
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, $"remittance.{kind}", "remittance", id.RemittanceId.ToString(CultureInfo.InvariantCulture), detail),
            change,
            cancellationToken);
    }
}

/// <summary>A part of a remittance that waits for a person.</summary>
/// <param name="LineOrdinal">0: a claim that came without lines.</param>
/// <param name="ClaimNumber">As the payer gave it back.</param>
/// <param name="Status">CLP02.</param>
public sealed record UnmatchedRemit(
    long RemittanceId, int ClaimOrdinal, int LineOrdinal, string TraceNumber, DateOnly PaidDate, string FileName, string ClaimNumber,
    string LineControlNumber, string Status, string PayerClaimNumber, DateOnly? ServiceDate, string Procedure, string Modifiers, long ChargeCents,
    long PaidCents)
{
    public UnmatchedId Id => new(RemittanceId, ClaimOrdinal, LineOrdinal);
}

/// <summary>How many parts wait, and what was paid on them.</summary>
public sealed record UnmatchedTotal(int Lines, long PaidCents);

/// <summary>What came of a person's decision.</summary>
public abstract record UnmatchedOutcome
{
    private UnmatchedOutcome()
    {
    }

    /// <param name="MatchedBesides">Others of the same payer claim number that it made clear.</param>
    public sealed record Decided(int MatchedBesides) : UnmatchedOutcome;

    /// <summary>Only clerks, finance and administrators of the district decide; nothing was done.</summary>
    public sealed record NotAllowed : UnmatchedOutcome;

    /// <summary>There is no such part, or it was matched or decided in the meantime; nothing was done.</summary>
    public sealed record NotWaiting : UnmatchedOutcome;

    /// <summary>Nothing was done.</summary>
    /// <param name="Words">For the clerk.</param>
    public sealed record DoesNotFit(string Words) : UnmatchedOutcome;
}
