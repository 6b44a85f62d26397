using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.X12;

/// <summary>Loop 2300: one claim of one student.</summary>
public sealed record Claim837P
{
    /// <summary>CLM01: comes back in 277CA and 835. At most 20 characters, unique for ever.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>CLM02: the sum of the lines.</summary>
    public required long ChargeCents { get; init; }

    /// <summary>CLM05-1: two digits, 03 is a school.</summary>
    public required string PlaceOfService { get; init; }

    /// <summary>CLM05-3.</summary>
    public ClaimFrequency Frequency { get; init; } = ClaimFrequency.Original;

    /// <summary>REF*F8: the payer's number of the claim that this one replaces or voids (835 CLP07).</summary>
    public string? PayerClaimNumber { get; init; }

    /// <summary>CLM20: why the claim is late.</summary>
    public string? DelayReason { get; init; }

    /// <summary>DTP segments of the claim, by qualifier.</summary>
    public IReadOnlyList<ClaimDate> Dates { get; init; } = [];

    /// <summary>REF*G1.</summary>
    public string? PriorAuthorization { get; init; }

    /// <summary>REF*EA.</summary>
    public string? MedicalRecordNumber { get; init; }

    public Note? Note { get; init; }

    /// <summary>HI: the first is the principal one (ABK). At most 12.</summary>
    public required IReadOnlyList<Icd10> Diagnoses { get; init; }

    /// <summary>Loop 2310A.</summary>
    public Practitioner? Referring { get; init; }

    /// <summary>Loop 2310B, only where the payer wants to know who gave the service.</summary>
    public Practitioner? Rendering { get; init; }

    /// <summary>Loop 2310C.</summary>
    public Facility? Facility { get; init; }

    /// <summary>Loop 2310D.</summary>
    public Practitioner? Supervising { get; init; }

    /// <summary>Loops 2320 and 2330: payers that were asked before.</summary>
    public IReadOnlyList<OtherPayer> OtherPayers { get; init; } = [];

    /// <summary>Loop 2400: 1 to 50.</summary>
    public required IReadOnlyList<ServiceLine837P> Lines { get; init; }

    /// <summary>Our own number and nothing of the student.</summary>
    public override string ToString() => $"Claim {ClaimNumber}";
}

/// <summary>CLM05-3, with the digit as its value.</summary>
public enum ClaimFrequency
{
    Original = 1,
    Replacement = 7,
    Void = 8,
}

/// <summary>DTP in loop 2300, for example 454 (initial treatment).</summary>
public sealed record ClaimDate(string Qualifier, DateOnly Date);

/// <summary>NTE.</summary>
/// <param name="Kind">NTE01: ADD, CER, DCP, DGN or TPO on a claim, ADD, DCP or TPO on a line.</param>
/// <param name="Text">NTE02, at most 80 characters.</param>
public sealed record Note(string Kind, string Text)
{
    public override string ToString() => "(note)";
}
