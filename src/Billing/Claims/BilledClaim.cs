using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A claim as it is stored and as the file says it: from these records alone the file can be written again.</summary>
internal sealed record BilledClaim
{
    /// <summary>0 until the run numbers it.</summary>
    public long ClaimId { get; init; }

    /// <summary>ST02 of the transaction that it stands in.</summary>
    public int TransactionNumber { get; init; }

    public ClaimFrequency Frequency { get; init; } = ClaimFrequency.Original;

    /// <summary>The sent claim that a person decided on, which goes with this one; of several out of one claim the first replaces it.</summary>
    public long? InPlaceOf { get; init; }

    /// <summary>REF*F8: the payer's number of what a replacement or void stands for.</summary>
    public string? PayerClaimNumber { get; init; }

    public required long StudentId { get; init; }

    public required Member Student { get; init; }

    /// <summary>The rendering provider of all lines, where the payer is told.</summary>
    public long? ProviderId { get; init; }

    public Person? Rendering { get; init; }

    /// <summary>CLM05-1; a line with another place says so itself.</summary>
    public required string Place { get; init; }

    /// <summary>Separated by blanks, primary first.</summary>
    public required string Diagnoses { get; init; }

    /// <summary>REF*G1: the payer's number of the authorization that covers all lines.</summary>
    public string? PriorAuthorization { get; init; }

    /// <summary>CLM20, where the claim is late and the district said why.</summary>
    public string? DelayReason { get; init; }

    /// <summary>Payers that were asked before, in turn.</summary>
    public IReadOnlyList<PriorDecisions> PriorPayers { get; init; } = [];

    public required IReadOnlyList<BilledLine> Lines { get; init; }

    /// <summary>What it replaces or voids; null of an original.</summary>
    public long? ReplacesClaimId => Frequency == ClaimFrequency.Original ? null : InPlaceOf;

    public long ChargeCents => Lines.Sum(line => line.ChargeCents);

    public ClaimNumber Number(DistrictId districtId) => new(districtId, ClaimId);

    /// <summary>Our own number and nothing of the student.</summary>
    public override string ToString() => $"Claim {ClaimId}";
}

/// <summary>One procedure of a day. Its number is its position in the claim, from 1.</summary>
/// <param name="Modifiers">In claim order, separated by blanks.</param>
/// <param name="Place">Place of service, two digits.</param>
/// <param name="Entries">The sessions billed; empty when read back for the file alone.</param>
internal sealed record BilledLine(
    DateOnly Date,
    string Procedure,
    string Modifiers,
    string Place,
    int Minutes,
    ServiceUnits Units,
    long ChargeCents,
    Person? Ordering,
    Person? Supervising,
    IReadOnlyList<BilledEntry> Entries);

/// <summary>A session on a line, and its share of the line's charge.</summary>
internal readonly record struct BilledEntry(BillableEntry Entry, long ChargeCents);
