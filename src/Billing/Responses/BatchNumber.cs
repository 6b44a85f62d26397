using System.Globalization;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.Responses;

/// <summary>BHT03 of one of our transactions, as <see cref="Claims.ClaimFileModel"/> writes it: D1R23T4.</summary>
internal static partial class BatchNumber
{
    /// <summary>Null where it is none of the district's.</summary>
    public static (long ClaimRunId, int Transaction)? Of(string text, DistrictId districtId) =>
        Form().Match(text) is { Success: true } match
        && DistrictId.TryParse(match.Groups[1].ValueSpan, out var district) && district == districtId
        && long.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var run)
        && int.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var transaction)
            ? (run, transaction)
            : null;

    [GeneratedRegex("^D([0-9]+)R([0-9]+)T([0-9]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
