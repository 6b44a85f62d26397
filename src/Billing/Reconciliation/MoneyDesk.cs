using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>Whose work it is to give money up and to tie it to the bank.</summary>
internal static class MoneyDesk
{
    public const string NotAllowed = "Only a person of the district's finance office or an administrator may do that.";

    public static async Task<bool> MayAsync(NpgsqlConnection connection, DistrictId districtId, Guid userId, CancellationToken cancellationToken) =>
        await UserAccounts.FindByIdAsync(connection, userId, cancellationToken) is { Role: UserRole.Finance or UserRole.Admin } account
        && account.DistrictId == districtId;
}
