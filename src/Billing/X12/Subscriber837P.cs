using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.X12;

/// <summary>Loops 2000B, 2010BA and 2010BB: the student, who is subscriber and patient in one, and the claims.</summary>
/// <remarks>Medicaid members are their own subscribers: SBR02 is 18 and no 2000C loop is written.</remarks>
public sealed record Subscriber837P
{
    /// <summary>SBR01: where the payer stands in line. All claims of one subscriber share it.</summary>
    public PayerSequence Sequence { get; init; } = PayerSequence.Primary;

    /// <summary>SBR03.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>SBR04, only without <see cref="GroupNumber"/>.</summary>
    public string? GroupName { get; init; }

    /// <summary>SBR09: MC for Medicaid.</summary>
    public required string FilingIndicator { get; init; }

    public required MedicaidId MedicaidId { get; init; }

    public required PersonName Name { get; init; }

    public required Address Address { get; init; }

    public required DateOnly BirthDate { get; init; }

    public required Sex Sex { get; init; }

    public required Payer Payer { get; init; }

    /// <summary>At most 100.</summary>
    public required IReadOnlyList<Claim837P> Claims { get; init; }

    /// <summary>Hides the student.</summary>
    public override string ToString() => $"Subscriber of {Claims.Count} claims";
}

/// <summary>DMG03.</summary>
public enum Sex
{
    Unknown,
    Female,
    Male,
}

/// <summary>SBR01: who is asked first, second and third.</summary>
public enum PayerSequence
{
    Primary,
    Secondary,
    Tertiary,
}
