using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.X12;

/// <summary>What the validator must know beside the file.</summary>
public sealed record ValidationContext837P
{
    /// <summary>Today in the district's time zone; later dates of service are future ones.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether the diagnosis code set has a code on a date.</summary>
    public required Func<Icd10, DateOnly, bool> DiagnosisInForce { get; init; }

    /// <summary>1 to 50 lines on a claim, as the payer takes them.</summary>
    public int MaxLinesPerClaim { get; init; } = 50;

    /// <summary>1 to 5,000 claims in a transaction, as the payer takes them.</summary>
    public int MaxClaimsPerTransaction { get; init; } = 5_000;

    /// <summary>An original claim with an older date of service needs a delay reason. Null where the payer asks for none.</summary>
    public int? DelayReasonAfterDays { get; init; }

    /// <summary>An original of that service is late and says why.</summary>
    public bool IsLate(DateOnly serviceDate) => DelayReasonAfterDays is { } days && Today.DayNumber - serviceDate.DayNumber > days;
}
