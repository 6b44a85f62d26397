using System.Globalization;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Web.Closing;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Claims;

/// <summary>Which claims of a month a list shows.</summary>
/// <param name="Stage">One of <see cref="ClaimStage.All"/>; null: any.</param>
/// <param name="Payer">A payer profile's name; null: any.</param>
/// <param name="After">Only claims older than this one: the page behind it.</param>
public sealed record ClaimFilter(DateOnly Month, string? Stage, string? Payer, long? After)
{
    public const string Path = "/clerk/claims";

    private const int LongestPayer = 60;

    /// <summary>Codes of the schools that the account is limited to; null: all. The account says so, never the address.</summary>
    public string[]? Schools { get; init; }

    public string Address => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["month"] = MonthName.Of(Month),
        ["stage"] = Stage,
        ["payer"] = Payer,
        ["after"] = After?.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));

    /// <summary>What cannot be read in the address filters nothing.</summary>
    public static ClaimFilter From(IQueryCollection query, DateOnly month) => new(
        month,
        ClaimStage.All.FirstOrDefault(stage => stage.Stage == query["stage"])?.Stage,
        query["payer"].ToString() is { Length: > 0 and <= LongestPayer } payer ? payer : null,
        long.TryParse(query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : null);
}
