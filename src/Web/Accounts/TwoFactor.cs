using System.Globalization;
using System.Security.Cryptography;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace MedicaidLogs.Web.Accounts;

/// <summary>Turns a second factor on and off. Each time all other sessions of the account end, and the audit trail has it.</summary>
public sealed class TwoFactor(UserManager<UserAccount> users, OneTimeCodeProvider codes, NpgsqlDataSource database, TimeProvider clock)
{
    private const int RecoveryCodes = 10;

    /// <summary>A new key, sealed, for a form to carry until its first code is given.</summary>
    public string Offer() => Convert.ToBase64String(codes.Seal(OneTimeCode.NewKey()));

    /// <returns>The key of an offer; null where it was not made here.</returns>
    public byte[]? KeyOf(string? offer)
    {
        try
        {
            return string.IsNullOrEmpty(offer) ? null : codes.Unseal(Convert.FromBase64String(offer));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Turns it on with a first code of the person's device.</summary>
    /// <returns>The recovery codes, to be shown once; null where the code is not of the key.</returns>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(UserAccount account, byte[] key, string code)
    {
        if (OneTimeCode.Find(key, code, clock.GetUtcNow()) is not { } step)
        {
            return null;
        }

        (account.AuthenticatorKey, account.TwoFactorEnabled) = (codes.Seal(key), true);
        var recovery = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes)
            ?? throw new InvalidOperationException("The account changed meanwhile.");
        await using (var connection = await database.OpenConnectionAsync())
        {
            await UserAccounts.UseStepAsync(connection, account, step);
        }

        await users.UpdateSecurityStampAsync(account);
        await AuditAsync(account, "account.two-factor-on", Actor.User(account.UserId), null);
        return [.. recovery];
    }

    /// <param name="why">Where somebody else does it.</param>
    public async Task TurnOffAsync(UserAccount account, Actor who, string? why = null)
    {
        (account.AuthenticatorKey, account.TwoFactorEnabled, account.RecoveryCodes) = (null, false, []);
        await users.UpdateSecurityStampAsync(account);
        await AuditAsync(account, "account.two-factor-off", who, why);
    }

    public Task RecoveryCodeUsedAsync(UserAccount account) => AuditAsync(account, "account.recovery-code-used", Actor.User(account.UserId), null);

    private async Task AuditAsync(UserAccount account, string action, Actor who, string? why)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AuditTrail.AppendAsync(
            transaction,
            new(account.DistrictId, action, "account", account.UserId.ToString("D", CultureInfo.InvariantCulture)),
            new(who, clock.GetUtcNow(), why));
        await transaction.CommitAsync();
    }
}
