using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Ids;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>Who a person is and what the work is, as an administrator types it.</summary>
public sealed class AccountForm
{
    public const int MostWhyCharacters = 200;

    private const int LeastWhyCharacters = 3;

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Role { get; set; }

    /// <summary>A provider's number, for the role provider.</summary>
    public string? Provider { get; set; }

    public string? Why { get; set; }

    /// <summary>The account as it was when the form was shown, <see cref="AccountDesk.TokenOf"/>; empty for a new one.</summary>
    public string? Seen { get; set; }

    /// <summary>Field → what to enter.</summary>
    [BindNever]
    public Dictionary<string, string> Problems { get; } = [];

    public static AccountForm Of(ListedAccount account) => new()
    {
        Name = account.DisplayName,
        Email = account.Email,
        Role = account.Role,
        Provider = account.ProviderNumber,
        Seen = AccountDesk.TokenOf(account.Email, account.DisplayName, account.Role, account.ProviderId),
    };

    /// <summary>Null where something must be entered otherwise: <see cref="Problems"/> says what.</summary>
    public async Task<NewUser?> ReadAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken)
    {
        var (name, email) = (Name?.Trim() ?? "", Email?.Trim() ?? "");
        Demand(name.Length is >= 1 and <= 100, nameof(Name), "Enter the name as pages should show it, 100 characters at most.");
        Demand(email.Length is >= 3 and <= 254 && email.IndexOf('@') is > 0, nameof(Email), "Enter the e-mail address that the person signs in with.");
        Demand(Role is not null && UserRole.All.Contains(Role), nameof(Role), "Choose the person's work.");
        Demand(IsReason(Why), nameof(Why), "Say why in a few words, for the audit trail.");
        var providerId = Role == UserRole.Provider ? await ProviderIdAsync(connection, districtId, cancellationToken) : null;
        return Problems.Count == 0 ? new(districtId, email, name, Role!, providerId) : null;
    }

    public static bool IsReason(string? why) => why?.Trim().Length is >= LeastWhyCharacters and <= MostWhyCharacters;

    private async Task<long?> ProviderIdAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken)
    {
        var providerId = await ProviderChoice.IdOfAsync(connection, districtId, Provider?.Trim() ?? "", cancellationToken);
        Demand(providerId is not null, nameof(Provider), "Enter the number of a provider of this district: whose sessions the account shows.");
        return providerId;
    }

    private void Demand(bool holds, string field, string otherwise)
    {
        if (!holds)
        {
            Problems[field] = otherwise;
        }
    }
}
