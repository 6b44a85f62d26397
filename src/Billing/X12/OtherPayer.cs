using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.X12;

/// <summary>Loops 2320, 2330A and 2330B: another payer, asked before, and what it paid.</summary>
/// <remarks>The claim's charge is what it paid and everything that it took off, on the claim and on its lines.</remarks>
public sealed record OtherPayer
{
    /// <summary>SBR01.</summary>
    public required PayerSequence Sequence { get; init; }

    /// <summary>SBR02: the student's relation to the insured person; 18 self, 19 child.</summary>
    public required string Relationship { get; init; }

    /// <summary>SBR03.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>SBR04, only without <see cref="GroupNumber"/>.</summary>
    public string? GroupName { get; init; }

    /// <summary>SBR09: CI for a commercial insurer.</summary>
    public required string FilingIndicator { get; init; }

    /// <summary>CAS of the whole claim, grouped as they come.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>AMT*D.</summary>
    public required long PaidCents { get; init; }

    public required PersonName Insured { get; init; }

    /// <summary>Loop 2330A NM109, qualifier MI.</summary>
    public required string MemberId { get; init; }

    public required string PayerName { get; init; }

    /// <summary>Loop 2330B NM109, qualifier PI; <see cref="LineAdjudication.PayerId"/> points here.</summary>
    public required string PayerId { get; init; }

    /// <summary>DTP*573, unless each line has its own.</summary>
    public DateOnly? PaidDate { get; init; }

    /// <summary>REF*F8.</summary>
    public string? PayerClaimNumber { get; init; }

    /// <summary>Hides whom it insures.</summary>
    public override string ToString() => $"{Sequence} payer";
}

/// <summary>Loop 2430: SVD, CAS and DTP*573.</summary>
public sealed record LineAdjudication
{
    public required string PayerId { get; init; }

    /// <summary>SVD02.</summary>
    public required long PaidCents { get; init; }

    /// <summary>SVD03: what the payer judged, which may differ from what was billed.</summary>
    public required ServiceCode Service { get; init; }

    /// <summary>SVD05.</summary>
    public required ServiceUnits Units { get; init; }

    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    public DateOnly? PaidDate { get; init; }
}

/// <summary>One triplet of a CAS segment.</summary>
/// <param name="Group">CO, OA, PI, PR or CR.</param>
/// <param name="Reason">Claim adjustment reason code.</param>
/// <param name="AmountCents">What was taken off; negative gives back.</param>
/// <param name="QuantityMilliunits">Thousandths of a unit, where units were changed.</param>
public sealed record Adjustment(string Group, string Reason, long AmountCents, long? QuantityMilliunits = null);
