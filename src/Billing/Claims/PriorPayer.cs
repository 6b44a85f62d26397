using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A payer that was asked before this one, as a claim names it (loops 2320 and 2330).</summary>
/// <param name="AskedAs">1 or 2: the first or the second that was asked.</param>
/// <param name="Relationship">SBR02: what the student is to the insured person.</param>
/// <param name="InsuredLastName">Null where the student is insured.</param>
internal sealed record PriorPayer(
    int AskedAs,
    string PayerId,
    string PayerName,
    string FilingIndicator,
    string MemberId,
    string Relationship,
    string? InsuredLastName,
    string? InsuredFirstName,
    string? PayerClaimNumber)
{
    /// <summary>Hides whom it insures.</summary>
    public override string ToString() => $"Payer {AskedAs}";
}

/// <summary>What a prior payer did with one line (loop 2430).</summary>
/// <param name="Adjustments">group:reason:cents, separated by blanks.</param>
internal sealed record PriorDecision(int LineNumber, DateOnly PaidOn, long PaidCents, string Adjustments);

/// <summary>A prior payer of a claim, and what it did with each of the claim's lines; it stands with the claim as JSON.</summary>
internal sealed record PriorDecisions(PriorPayer Payer, IReadOnlyList<PriorDecision> Lines)
{
    /// <summary>Null for a claim that no other payer was asked for.</summary>
    public static string? ToJson(IReadOnlyList<PriorDecisions> payers) =>
        payers.Count == 0 ? null : JsonSerializer.Serialize(payers, PriorDecisionsJson.Default.IReadOnlyListPriorDecisions);

    public static IReadOnlyList<PriorDecisions> Parse(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, PriorDecisionsJson.Default.IReadOnlyListPriorDecisions)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IReadOnlyList<PriorDecisions>))]
internal sealed partial class PriorDecisionsJson : JsonSerializerContext;
