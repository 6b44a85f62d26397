using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.X12;

/// <summary>Loop 2400: one procedure on one day.</summary>
public sealed record ServiceLine837P
{
    /// <summary>REF*6R: comes back in the 835, the way home. At most 30 characters, unique.</summary>
    public required string LineNumber { get; init; }

    public required DateOnly ServiceDate { get; init; }

    public required ServiceCode Service { get; init; }

    /// <summary>SV102.</summary>
    public required long ChargeCents { get; init; }

    /// <summary>SV104, more than zero.</summary>
    public required ServiceUnits Units { get; init; }

    /// <summary>SV105, only where it differs from the claim's.</summary>
    public string? PlaceOfService { get; init; }

    /// <summary>SV107: 1 to 4 positions in the claim's diagnoses, counted from 1, the primary one first.</summary>
    public required IReadOnlyList<int> DiagnosisPointers { get; init; }

    public Note? Note { get; init; }

    /// <summary>Loop 2420A, only where it differs from the claim's.</summary>
    public Practitioner? Rendering { get; init; }

    /// <summary>Loop 2420D.</summary>
    public Practitioner? Supervising { get; init; }

    /// <summary>Loop 2420E. 837P has no ordering provider at claim level.</summary>
    public Practitioner? Ordering { get; init; }

    /// <summary>Loop 2420F, only where it differs from the claim's.</summary>
    public Practitioner? Referring { get; init; }

    /// <summary>Loop 2430: what each other payer did with this line.</summary>
    public IReadOnlyList<LineAdjudication> Adjudications { get; init; } = [];
}

/// <summary>A procedure (HCPCS or CPT) with its modifiers.</summary>
/// <param name="Procedure">Five letters and digits.</param>
/// <param name="Modifiers">At most four, of two letters or digits.</param>
public sealed record ServiceCode(string Procedure, IReadOnlyList<string> Modifiers);
