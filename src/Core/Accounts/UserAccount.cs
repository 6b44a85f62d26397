using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Core.Accounts;

/// <summary>A person who may sign in. Its setters are those that ASP.NET Core Identity needs.</summary>
public sealed record UserAccount
{
    public required DistrictId DistrictId { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>What the person signs in with; one address is one account, whatever the district.</summary>
    public required string Email { get; init; }

    /// <summary>Upper case: addresses that differ by case alone are one.</summary>
    public required string NormalizedEmail { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>One of <see cref="UserRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary>The provider whose caseload a provider's account sees; null for every other role.</summary>
    public long? ProviderId { get; init; }

    public string? PasswordHash { get; set; }

    /// <summary>Until when a password that an administrator gave opens the page that changes it, and nothing else; null: the person chose it.</summary>
    public DateTimeOffset? FirstPasswordUntil { get; set; }

    /// <summary>Changes with the password, the role and a sign-out everywhere: a session that holds another is over.</summary>
    public required string SecurityStamp { get; set; }

    public required string ConcurrencyStamp { get; set; }

    public int AccessFailedCount { get; set; }

    public bool LockoutEnabled { get; set; } = true;

    public DateTimeOffset? LockoutEnd { get; set; }

    public bool TwoFactorEnabled { get; set; }

    /// <summary>Of the person's device, sealed by the pages; null where there is none.</summary>
    public byte[]? AuthenticatorKey { get; set; }

    /// <summary>Hashes of those that were not used yet.</summary>
    public string[] RecoveryCodes { get; set; } = [];

    /// <summary>Since when the account is switched off; null: it is on.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Codes of the schools whose records the account sees; empty: those of all.</summary>
    public string[] Schools { get; init; } = [];
}

/// <summary>What a new account is made of, beside its password.</summary>
/// <param name="Role">One of <see cref="UserRole"/>.</param>
/// <param name="ProviderId">Required for a provider, and null for every other role.</param>
public sealed record NewUser(DistrictId DistrictId, string Email, string DisplayName, string Role, long? ProviderId = null)
{
    /// <summary>Codes of the schools that the account is limited to; empty: none, it sees the district.</summary>
    public IReadOnlyList<string> Schools { get; init; } = [];
}
