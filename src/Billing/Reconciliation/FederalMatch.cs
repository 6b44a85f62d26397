using System.Text.Json;
using System.Text.Json.Serialization;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>What part of a Medicaid payment the federal government bears (FMAP).</summary>
/// <remarks>
/// Source: 42 CFR 433.10; 42 U.S.C. 1396d(b). The rate is that of the quarter in which the state spent the money: of the day on which
/// the payer paid, whenever the service was given. See docs/federal-share.md.
/// </remarks>
public static class FederalMatch
{
    private static readonly FederalMatchFile _file = Read();

    /// <summary>The rate of the day on which the payer paid.</summary>
    /// <param name="state">The postal service's two letters.</param>
    /// <returns>Null for a state or a day of which nothing is known.</returns>
    public static MatchRate? On(string state, DateOnly paidDate) => Array.FindLast(RatesOf(state), rate => rate.From <= paidDate);

    /// <summary>All rates of a state, the earliest first; none for a state of which nothing is known.</summary>
    public static MatchRate[] RatesOf(string state) =>
        Array.Find(_file.States, each => string.Equals(each.State, state, StringComparison.OrdinalIgnoreCase))?.Rates ?? [];

    private static FederalMatchFile Read()
    {
        using var stream = typeof(FederalMatch).Assembly.GetManifestResourceStream("Reconciliation/fmap.json")!;
        return JsonSerializer.Deserialize(stream, MoneyJson.Default.FederalMatchFile)!;
    }
}

/// <summary>The federal share from the first day of a quarter on.</summary>
/// <param name="From">Until the next rate begins.</param>
/// <param name="BasisPoints">Hundredths of a percent, 5,000 to 10,000.</param>
/// <param name="Source">The notice that set it, or "unverified": then the last known rate stands in.</param>
public sealed record MatchRate(DateOnly From, int BasisPoints, string Source)
{
    private const int Whole = 10_000;

    /// <summary>A report that uses a rate which is not says so.</summary>
    [JsonIgnore]
    public bool IsVerified => Source != "unverified";

    /// <summary>Splits a payment to the cent, half a cent to the federal side; a payment taken back splits just as it did.</summary>
    public MatchShares Split(long paidCents)
    {
        var shares = Allocation.Split(paidCents, [BasisPoints, Whole - BasisPoints]);
        return new(shares[0], shares[1]);
    }

    /// <summary>
    /// Splits the rows of a table so that the federal column sums to the federal share of the sum: each row gets what the share of all
    /// rows down to it has more than that of the rows above it.
    /// </summary>
    public MatchShares[] Split(IReadOnlyList<long> paidCents)
    {
        var rows = new MatchShares[paidCents.Count];
        var (paid, federal) = (0L, 0L);
        for (var i = 0; i < rows.Length; i++)
        {
            paid += paidCents[i];
            var share = Split(paid).FederalCents - federal;
            federal += share;
            rows[i] = new(share, paidCents[i] - share);
        }

        return rows;
    }
}

/// <summary>The two parts of a payment. Local is what the state or, where it says so, the district puts up.</summary>
public readonly record struct MatchShares(long FederalCents, long LocalCents);

/// <summary>fmap.json.</summary>
internal sealed record FederalMatchFile(string Title, StateRates[] States)
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
}

internal sealed record StateRates(string State, MatchRate[] Rates);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FederalMatchFile))]
[JsonSerializable(typeof(SettlementFile))]
internal sealed partial class MoneyJson : JsonSerializerContext;
