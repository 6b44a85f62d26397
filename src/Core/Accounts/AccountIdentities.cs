using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Accounts;

/// <summary>Who somebody is at an identity provider.</summary>
/// <param name="Issuer">The provider, as its tokens name it (OpenID Connect Core 1.0, section 2: <c>iss</c>).</param>
/// <param name="Subject">Its word for the person, which never becomes another's (<c>sub</c>).</param>
/// <param name="VerifiedEmail">Null where the provider does not vouch for an address.</param>
public sealed record OutsideIdentity(string Issuer, string Subject, string? VerifiedEmail);

/// <summary>Which account is whose at an identity provider. Accounts are never made by it.</summary>
public static class AccountIdentities
{
    [Sql]
    private const string BoundSql = UserAccounts.Columns + """

        where (a.district_id, a.user_id) = (
            select i.district_id, i.user_id from ops.account_identity i where i.issuer = @issuer and i.subject = @subject)
        """;

    [Sql]
    private const string BindSql = """
        insert into ops.account_identity (district_id, user_id, issuer, subject, bound_at)
        values (@districtId, @userId, @issuer, @subject, @at)
        on conflict do nothing
        """;

    /// <summary>A first password that nobody changed is not needed any more, and what it opened ends.</summary>
    [Sql]
    private const string DropFirstPasswordSql = """
        update ops.user_account set password_hash = null, first_password_until = null, security_stamp = @stamp, concurrency_stamp = @stamp
        where district_id = @districtId and user_id = @userId and first_password_until is not null
        """;

    [Sql]
    private const string ForgetSql = "delete from ops.account_identity where district_id = @districtId and user_id = @userId";

    /// <summary>The account of that person: the one that is bound to the subject, else the one with the verified address, which is bound now.</summary>
    /// <returns>Null where there is none, where it is switched off, or where the address is another subject's.</returns>
    public static async Task<UserAccount?> FindAsync(
        NpgsqlConnection connection, OutsideIdentity identity, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var bound = await connection.QuerySingleOrDefaultAsync<UserAccount?>(new CommandDefinition(
            BoundSql, new { identity.Issuer, identity.Subject }, cancellationToken: cancellationToken));
        if (bound is not null)
        {
            return bound.DisabledAt is null ? bound : null;
        }

        return identity.VerifiedEmail is { } email
            && await UserAccounts.FindByEmailAsync(connection, UserAccounts.Normalize(email), cancellationToken) is { } account
            && await BindAsync(connection, account, identity, clock, cancellationToken)
                ? await UserAccounts.FindByIdAsync(connection, account.UserId, cancellationToken)
                : null;
    }

    /// <summary>Lets the account be bound anew, by its e-mail address: for somebody who got another account at the provider.</summary>
    /// <returns>False where it was bound to none.</returns>
    public static async Task<bool> ForgetAsync(
        NpgsqlTransaction transaction, DistrictId districtId, Guid userId, ChangeContext who, CancellationToken cancellationToken = default)
    {
        var of = new { districtId, userId };
        if (await transaction.Connection!.ExecuteAsync(new CommandDefinition(ForgetSql, of, transaction, cancellationToken: cancellationToken)) == 0)
        {
            return false;
        }

        await AuditTrail.AppendAsync(transaction, new(districtId, "account.identity-forgotten", "account", userId.ToString("D")), who, cancellationToken);
        return true;
    }

    private static async Task<bool> BindAsync(
        NpgsqlConnection connection, UserAccount account, OutsideIdentity identity, TimeProvider clock, CancellationToken cancellationToken)
    {
        var values = new { account.DistrictId, account.UserId, identity.Issuer, identity.Subject, at = clock.GetUtcNow(), stamp = UserAccounts.NewStamp() };
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(new CommandDefinition(BindSql, values, transaction, cancellationToken: cancellationToken)) == 0)
        {
            return false;
        }

        await connection.ExecuteAsync(new CommandDefinition(DropFirstPasswordSql, values, transaction, cancellationToken: cancellationToken));
        await AuditTrail.AppendAsync(
            transaction,
            new(account.DistrictId, "account.identity-bound", "account", account.UserId.ToString("D"), new JsonObject { ["issuer"] = identity.Issuer }),
            new(Actor.User(account.UserId), clock.GetUtcNow()),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
