using System.Globalization;
using MedicaidLogs.Core.Districts;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Auditing;

/// <summary>Which claim lines an auditor asks for: some drawn by chance, or those of named claims.</summary>
/// <param name="Payer">A payer profile's name; null: any.</param>
/// <param name="Lines">How many are drawn: 1 to <see cref="MostLines"/>.</param>
/// <param name="Seed">The draw's number: the same one draws the same lines again. Null: nothing is drawn.</param>
/// <param name="Numbers">Of claims or their lines; empty: none are named.</param>
public sealed record SampleQuery(DateOnly Month, string? Payer, int Lines, int? Seed, IReadOnlyList<string> Numbers)
{
    public const string Path = "/auditor/sample";

    public const int MostLines = 200;
    public const int MostNumbers = 100;
    public const int LargestSeed = 999_999;

    /// <summary>The number of a line is its claim's and two digits more.</summary>
    private const int LineDigits = 2;

    private const int UsualLines = 25;
    private const int LongestWord = 60;

    private static readonly char[] _between = [' ', ',', ';', '\t', '\r', '\n'];

    /// <summary>Nothing was asked for yet.</summary>
    public bool IsEmpty => Seed is null && Numbers.Count == 0;

    public string Address => AddressOf(Path);

    public string CsvAddress => AddressOf(Path, "Csv");

    /// <summary>The numbers of the claims, whether the claims were named or their lines.</summary>
    public string[] ClaimNumbers =>
        [.. Numbers.SelectMany(number => number.Length > LineDigits ? [number, number[..^LineDigits]] : new[] { number }).Distinct()];

    /// <summary>From an address. What cannot be read there is not asked for.</summary>
    public static SampleQuery From(IQueryCollection query, DateOnly month)
    {
        var payer = query["payer"].ToString();
        return new(
            month,
            payer.Length is > 0 and <= LongestWord ? payer : null,
            Math.Clamp(NumberOf(query["lines"].ToString()) ?? UsualLines, 1, MostLines),
            NumberOf(query["seed"].ToString()) is { } seed && seed <= LargestSeed ? seed : null,
            [
                .. query["claims"].ToString().Split(_between, StringSplitOptions.RemoveEmptyEntries)
                    .Where(number => number.Length <= LongestWord).Select(number => number.ToUpperInvariant()).Distinct().Take(MostNumbers),
            ]);
    }

    private static int? NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string AddressOf(string path, string? handler = null) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["month"] = MonthName.Of(Month),
        ["payer"] = Payer,
        ["lines"] = Seed is null ? null : Lines.ToString(CultureInfo.InvariantCulture),
        ["seed"] = Seed?.ToString(CultureInfo.InvariantCulture),
        ["claims"] = Numbers.Count == 0 ? null : string.Join(' ', Numbers),
        ["handler"] = handler,
    }.Where(pair => pair.Value is not null));
}
