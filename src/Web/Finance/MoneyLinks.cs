using System.Globalization;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Web.Finance;

/// <summary>The pages that a dollar is walked by, from the deposit to the line of the file that the session came in, and back.</summary>
public static class MoneyLinks
{
    public const string Deposits = "/finance/deposits";
    public const string Remittances = "/finance/remittances";
    public const string Unmatched = "/finance/unmatched";
    public const string Waiting = "/finance/waiting";
    public const string Denied = "/finance/denied";

    /// <summary>The record after which a list goes on; null where the address names none.</summary>
    public static long? AfterOf(IQueryCollection query) =>
        long.TryParse(query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <param name="isLater">The page is not the first.</param>
    /// <param name="last">The page's last record, where others follow; null: none do.</param>
    public static MoreLinks More(string path, DateOnly month, bool isLater, string? last)
    {
        var first = $"{path}?month={MonthName.Of(month)}";
        return new(isLater ? first : null, last is null ? null : $"{first}&after={last}");
    }

    public static string BankLine(long bankLineId) => string.Create(CultureInfo.InvariantCulture, $"{Deposits}/{bankLineId}");

    public static string Remittance(long remittanceId) => string.Create(CultureInfo.InvariantCulture, $"{Remittances}/{remittanceId}");

    /// <summary>A claim of a remittance, on that of its pages that has it.</summary>
    public static string Remittance(long remittanceId, int claimOrdinal)
    {
        var page = ((claimOrdinal - 1) / RemittanceRecord.ClaimsAPage) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{Remittance(remittanceId)}?page={page}#claim-{claimOrdinal}");
    }

    public static string Unmatch(UnmatchedId id) => $"{Unmatched}/{id}";

    public static string Claim(long claimId) => string.Create(CultureInfo.InvariantCulture, $"/finance/claims/{claimId}");

    public static string Claim(long claimId, int line) => string.Create(CultureInfo.InvariantCulture, $"{Claim(claimId)}#line-{line}");

    /// <param name="claimNumber">As files carry it; what is none leads nowhere.</param>
    public static string? Claim(string claimNumber) => ClaimNumber.TryParse(claimNumber, out var number) ? Claim(number.ClaimId) : null;

    public static string Entry(long entryId) => string.Create(CultureInfo.InvariantCulture, $"/finance/entries/{entryId}");

    public static string Source(long entryId) => $"{Entry(entryId)}/source";

    public static string GridRow(long gridRowId, DateOnly month) =>
        string.Create(CultureInfo.InvariantCulture, $"/finance/grid-rows/{gridRowId}?month={MonthName.Of(month)}");

    public static string Dollars(DateOnly month, Bucket bucket) => $"/finance/dollars?month={MonthName.Of(month)}&bucket={BucketText.Of(bucket)}";
}
