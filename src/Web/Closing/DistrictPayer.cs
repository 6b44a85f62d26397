using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Districts;
using Npgsql;

namespace MedicaidLogs.Web.Closing;

/// <summary>How the district's payer wants its claim files.</summary>
public static class DistrictPayer
{
    public const string Missing = "Your district has no payer profile that holds. Ask your administrator to set one; without it no claim file can be built.";

    /// <summary>Null where the district names no payer, one that is unknown, or its own profile no longer fits the program.</summary>
    public static async Task<PayerProfile?> FindAsync(NpgsqlDataSource database, District district, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            return await PayerProfiles.FindAsync(connection, district.DistrictId, district.Payer, cancellationToken);
        }
        catch (PayerProfileException)
        {
            return null;
        }
    }
}
