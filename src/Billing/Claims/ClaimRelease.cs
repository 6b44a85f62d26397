using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>The second pair of eyes: a built claim file goes out when a person releases it, or never, when one withdraws it.</summary>
/// <remarks>
/// Whoever built a file does not release it, unless the district has switched that rule off; then the audit trail says that the
/// person was alone. Only released files are handed out and count as sent.
/// </remarks>
public sealed class ClaimRelease(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string ReleaseSql = """
        insert into billing.claim_release (district_id, claim_run_id, released_at, released_by) values (@districtId, @claimRunId, @at, @by)
        """;

    [Sql]
    private const string WithdrawSql = """
        insert into billing.claim_withdrawal (district_id, claim_run_id, withdrawn_at, withdrawn_by, reason)
        values (@districtId, @claimRunId, @at, @by, @reason)
        """;

    [Sql]
    private const string LetGoSql = """
        update billing.claim_line_entry x
        set live = false
        from billing.claim c
        where c.district_id = @districtId and c.claim_run_id = @claimRunId
          and x.district_id = c.district_id and x.claim_id = c.claim_id and x.live
        """;

    /// <summary>A session that the run freed, as no part of the replacement, stands on a later run's claim.</summary>
    [Sql]
    private const string BilledSinceSql = """
        select exists (
            select from billing.claim_decision d
            join billing.claim_line_entry x on x.district_id = d.district_id and x.claim_id = d.claim_id
            join billing.claim_line_entry o
              on o.district_id = x.district_id and o.service_month = x.service_month and o.entry_id = x.entry_id and o.live
            join billing.claim c on c.district_id = o.district_id and c.claim_id = o.claim_id
            where d.district_id = @districtId and d.claim_run_id = @claimRunId and c.claim_run_id <> @claimRunId and c.claim_id <> d.claim_id)
        """;

    /// <summary>Then it was sent past us, and to bill its sessions again would bill them twice.</summary>
    [Sql]
    private const string IsAnsweredSql = """
        select exists (
                   select from billing.run_answer a where a.district_id = @districtId and a.claim_run_id = @claimRunId)
            or exists (
                   select from billing.claim c
                   where c.district_id = @districtId and c.claim_run_id = @claimRunId
                     and (exists (
                            select from billing.claim_answer a where a.district_id = c.district_id and a.claim_id = c.claim_id)
                          or exists (
                            select from billing.line_posting p where p.district_id = c.district_id and p.claim_id = c.claim_id)))
        """;

    /// <summary>What the run stood in place of stands again, and the decisions wait again.</summary>
    [Sql]
    private const string PutBackSql = """
        with waiting as (
            update billing.claim_decision set claim_run_id = null where district_id = @districtId and claim_run_id = @claimRunId returning claim_id)
        update billing.claim_line_entry x
        set live = true
        from waiting
        where x.district_id = @districtId and x.claim_id = waiting.claim_id
        """;

    /// <summary>Whose work the releasing of claim files is.</summary>
    public static IReadOnlyList<string> Roles { get; } = [UserRole.Clerk, UserRole.Finance, UserRole.Admin];

    /// <param name="userId">The person, one of the district's accounts.</param>
    public async Task<ReleaseOutcome> ReleaseAsync(DistrictId districtId, long claimRunId, Guid userId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (!await MayAsync(connection, districtId, userId, cancellationToken))
        {
            return new ReleaseOutcome.NotAllowed();
        }

        var file = await ClaimFile.FindAsync(connection, districtId, claimRunId, cancellationToken);
        var who = Actor.User(userId);
        var alone = file?.BuiltBy == who.ToString();
        switch (file)
        {
            case null:
                return new ReleaseOutcome.NotFound();
            case { WithdrawnAt: not null }:
                return new ReleaseOutcome.Withdrawn(file);
            case { ReleasedAt: not null }:
                return new ReleaseOutcome.ReleasedBefore(file);
            case var _ when alone && (await District.LoadAsync(connection, districtId, cancellationToken)).SecondPersonReleases:
                return new ReleaseOutcome.SamePerson(file);
        }

        var change = new ChangeContext(who, clock.GetUtcNow());
        await connection.ExecuteAsync(new CommandDefinition(
            ReleaseSql, new { districtId, claimRunId, at = change.When, by = who.ToString() }, transaction, cancellationToken: cancellationToken));
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, "claims.released", "claim-run", Id(claimRunId), new() { ["file"] = file.FileName, ["alone"] = alone }),
            change,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ReleaseOutcome.Released(file with { ReleasedAt = change.When, ReleasedBy = who.ToString() }, alone);
    }

    /// <summary>
    /// A file that was never released will never be: its sessions are ready again, or on the claims that it stood in place of, whose
    /// decisions wait again. Its numbers stay used.
    /// </summary>
    /// <param name="reason">The person's own words.</param>
    public async Task<WithdrawalOutcome> WithdrawAsync(
        DistrictId districtId, long claimRunId, Guid userId, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (!await MayAsync(connection, districtId, userId, cancellationToken))
        {
            return new WithdrawalOutcome.NotAllowed();
        }

        switch (await ClaimFile.FindAsync(connection, districtId, claimRunId, cancellationToken))
        {
            case null:
                return new WithdrawalOutcome.NotFound();
            case { WithdrawnAt: not null } file:
                return new WithdrawalOutcome.WithdrawnBefore(file);
            case { ReleasedAt: not null } file:
                return new WithdrawalOutcome.Released(file);
            case var file when await IsAsync(IsAnsweredSql, transaction, districtId, claimRunId, cancellationToken):
                return new WithdrawalOutcome.Answered(file);
            case var file when await IsAsync(BilledSinceSql, transaction, districtId, claimRunId, cancellationToken):
                return new WithdrawalOutcome.BilledSince(file);
            case var file:
                var change = new ChangeContext(Actor.User(userId), clock.GetUtcNow(), reason);
                var sessions = await LetGoAsync(transaction, districtId, file, change, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new WithdrawalOutcome.Withdrawn(file with { WithdrawnAt = change.When }, sessions);
        }
    }

    private static Task<bool> IsAsync(
        string sql, NpgsqlTransaction transaction, DistrictId districtId, long claimRunId, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            sql, new { districtId, claimRunId }, transaction, cancellationToken: cancellationToken));

    private static async Task<int> LetGoAsync(
        NpgsqlTransaction transaction, DistrictId districtId, ClaimFile file, ChangeContext change, CancellationToken cancellationToken)
    {
        var row = new { districtId, file.ClaimRunId, at = change.When, by = change.Who.ToString(), reason = change.Why };
        CommandDefinition Of(string sql) => new(sql, row, transaction, cancellationToken: cancellationToken);
        await transaction.Connection!.ExecuteAsync(Of(WithdrawSql));
        var sessions = await transaction.Connection!.ExecuteAsync(Of(LetGoSql));
        await transaction.Connection!.ExecuteAsync(Of(PutBackSql));
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, "claims.withdrawn", "claim-run", Id(file.ClaimRunId), new() { ["file"] = file.FileName, ["sessions"] = sessions }),
            change,
            cancellationToken);
        return sessions;
    }

    /// <summary>Whether the person is the district's, and of a role whose work this is.</summary>
    internal static async Task<bool> MayAsync(NpgsqlConnection connection, DistrictId districtId, Guid userId, CancellationToken cancellationToken) =>
        await UserAccounts.FindByIdAsync(connection, userId, cancellationToken) is { } account
        && account.DistrictId == districtId && Roles.Contains(account.Role);

    private static string Id(long claimRunId) => claimRunId.ToString(CultureInfo.InvariantCulture);
}
