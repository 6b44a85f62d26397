using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>The years for which a state sets a district's cost against what it paid in between.</summary>
public static class CostSettlement
{
    private static readonly SettlementFile _file = Read();

    /// <summary>The year in which a service falls.</summary>
    /// <param name="state">The postal service's two letters.</param>
    /// <returns>Null for a state that settles no cost, or of which nothing is known.</returns>
    public static SettlementPeriod? Of(string state, DateOnly serviceDate)
    {
        if (Array.Find(_file.States, each => string.Equals(each.State, state, StringComparison.OrdinalIgnoreCase)) is not { } year)
        {
            return null;
        }

        var from = new DateOnly(serviceDate.Month >= year.FirstMonth ? serviceDate.Year : serviceDate.Year - 1, year.FirstMonth, 1);
        return new(from, from.AddYears(1).AddDays(-1), year.Source);
    }

    private static SettlementFile Read()
    {
        using var stream = typeof(CostSettlement).Assembly.GetManifestResourceStream("Reconciliation/settlement.json")!;
        return JsonSerializer.Deserialize(stream, MoneyJson.Default.SettlementFile)!;
    }
}

/// <summary>A year of cost settlement, both days included.</summary>
/// <param name="Source">The rule or handbook, or "unsourced".</param>
public readonly record struct SettlementPeriod(DateOnly From, DateOnly To, string Source);

/// <summary>settlement.json.</summary>
internal sealed record SettlementFile(string Title, SettlementYear[] States)
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
}

internal sealed record SettlementYear(string State, int FirstMonth, string Source);
