using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Deposits;

/// <summary>What a person says of remittances and bank lines that do not find each other by themselves, or wrongly did.</summary>
public sealed class DepositDecisions(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string PairSql = """
        select r.payment_cents, d.bank_line_id as tied_to, b.cents as bank_cents,
               (select coalesce(sum(o.payment_cents), 0)::bigint
                from billing.deposit x
                join billing.remittance o on o.district_id = x.district_id and o.remittance_id = x.remittance_id
                where x.district_id = b.district_id and x.bank_line_id = b.bank_line_id) as paid_cents
        from billing.remittance r
        left join billing.deposit d on d.district_id = r.district_id and d.remittance_id = r.remittance_id
        left join billing.bank_line b on b.district_id = r.district_id and b.bank_line_id = @bankLineId
        where r.district_id = @districtId and r.remittance_id = @remittanceId
        """;

    [Sql]
    private const string TieSql = """
        insert into billing.deposit (district_id, remittance_id, bank_line_id, matched_by, matched_at, matched_who)
        values (@districtId, @remittanceId, @bankLineId, 'person', @at, @by)
        """;

    [Sql]
    private const string UntieSql = """
        with untied as (
            delete from billing.deposit
            where district_id = @districtId and remittance_id = @remittanceId
            returning bank_line_id)
        insert into billing.deposit_undone (district_id, remittance_id, bank_line_id, undone_at, undone_by, reason)
        select @districtId, @remittanceId, bank_line_id, @at, @by, @reason
        from untied
        returning bank_line_id
        """;

    /// <summary>Says that a bank line pays a remittance, alone or with others. Amounts may differ: the list tells by how much.</summary>
    public Task<DepositOutcome> MatchAsync(
        DistrictId districtId, long remittanceId, long bankLineId, string reason, Guid userId, CancellationToken cancellationToken = default) =>
        DecideAsync(
            districtId,
            userId,
            reason,
            async (transaction, change) =>
            {
                var key = new { districtId, remittanceId, bankLineId, at = change.When, by = change.Who.ToString() };
                var pair = await transaction.Connection!.QuerySingleOrDefaultAsync<Pair?>(new CommandDefinition(
                    PairSql, key, transaction, cancellationToken: cancellationToken));
                if (Refusal(pair) is { } refusal)
                {
                    return new DepositOutcome.Refused(refusal);
                }

                await transaction.Connection!.ExecuteAsync(new CommandDefinition(TieSql, key, transaction, cancellationToken: cancellationToken));
                await AppendAsync(transaction, districtId, "deposit.matched", remittanceId, bankLineId, change, cancellationToken);
                return new DepositOutcome.Done(bankLineId, pair!.BankCents!.Value - pair.PaidCents - pair.PaymentCents);
            },
            cancellationToken);

    /// <summary>Takes a remittance from its bank line; the two do not find each other by themselves again.</summary>
    public Task<DepositOutcome> UnmatchAsync(
        DistrictId districtId, long remittanceId, string reason, Guid userId, CancellationToken cancellationToken = default) =>
        DecideAsync(
            districtId,
            userId,
            reason,
            async (transaction, change) =>
            {
                var bankLineId = await transaction.Connection!.ExecuteScalarAsync<long?>(new CommandDefinition(
                    UntieSql,
                    new { districtId, remittanceId, at = change.When, by = change.Who.ToString(), reason },
                    transaction,
                    cancellationToken: cancellationToken));
                if (bankLineId is not { } untied)
                {
                    return new DepositOutcome.Refused("No bank line pays that remittance.");
                }

                await AppendAsync(transaction, districtId, "deposit.unmatched", remittanceId, untied, change, cancellationToken);
                return new DepositOutcome.Done(untied, 0);
            },
            cancellationToken);

    private async Task<DepositOutcome> DecideAsync(
        DistrictId districtId, Guid userId, string reason, Func<NpgsqlTransaction, ChangeContext, Task<DepositOutcome>> decide,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (!await MoneyDesk.MayAsync(connection, districtId, userId, cancellationToken))
        {
            return new DepositOutcome.Refused(MoneyDesk.NotAllowed);
        }

        var outcome = await decide(transaction, new ChangeContext(Actor.User(userId), clock.GetUtcNow(), reason));
        if (outcome is DepositOutcome.Done)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    private static string? Refusal(Pair? pair) => pair switch
    {
        null => "The district has no such remittance.",
        { PaymentCents: 0 } => "The remittance pays nothing, so no bank line belongs to it.",
        { TiedTo: { } line } => $"Bank line {DepositMatching.Id(line)} pays that remittance already; take it from there first.",
        { BankCents: null } => "The district has no such bank line.",
        { BankCents: < 0 } => "That bank line is money that left the account; it pays no remittance.",
        _ => null,
    };

    private static Task AppendAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string action, long remittanceId, long bankLineId, ChangeContext change,
        CancellationToken cancellationToken) => AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, action, "remittance", DepositMatching.Id(remittanceId), new() { ["bankLine"] = bankLineId, ["by"] = "person" }),
            change,
            cancellationToken);

    private sealed record Pair(long PaymentCents, long? TiedTo, long? BankCents, long PaidCents);
}

public abstract record DepositOutcome
{
    private DepositOutcome()
    {
    }

    /// <param name="LeftCents">Of the bank line, beyond the remittances that it pays; below nothing where they come to more.</param>
    public sealed record Done(long BankLineId, long LeftCents) : DepositOutcome;

    /// <param name="Reason">For the person who asked; nothing was written.</param>
    public sealed record Refused(string Reason) : DepositOutcome;
}
