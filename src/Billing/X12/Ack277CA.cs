namespace MedicaidLogs.Billing.X12;

/// <summary>277CA (005010X214): which claims the payer takes into its hands.</summary>
public sealed record Ack277CA : ResponsePart
{
    /// <summary>BHT03: the payer's number of this report.</summary>
    public required string ReportId { get; init; }

    /// <summary>BHT04.</summary>
    public required DateOnly? CreatedDate { get; init; }

    /// <summary>Loop 2100A NM103.</summary>
    public required string PayerName { get; init; }

    /// <summary>Loop 2100A NM109.</summary>
    public required string PayerId { get; init; }

    /// <summary>Loops 2000B, each an answer to one transaction of ours.</summary>
    public required IReadOnlyList<AnsweredBatch> Batches { get; init; }
}

/// <summary>Loops 2000B and 2200B: one transaction of ours.</summary>
public sealed record AnsweredBatch
{
    /// <summary>TRN02: BHT03 of ours.</summary>
    public required string BatchId { get; init; }

    /// <summary>Loop 2100B NM109: who sent it, ETIN.</summary>
    public required string SubmitterId { get; init; }

    public required IReadOnlyList<ClaimStatus> Statuses { get; init; }

    public required AnsweredTotals Totals { get; init; }

    public required IReadOnlyList<AnsweredProvider> Providers { get; init; }

    /// <summary>Where the totals are not those of the claims below them; none where no claim is answered by itself.</summary>
    public required IReadOnlyList<TotalsDifference> Differences { get; init; }

    public ClaimVerdict Verdict => ClaimVerdicts.Of(Statuses);
}

/// <summary>Loops 2000C and 2200C: one billing provider.</summary>
public sealed record AnsweredProvider
{
    /// <summary>NM109, an NPI or the payer's id.</summary>
    public required string ProviderId { get; init; }

    public required IReadOnlyList<ClaimStatus> Statuses { get; init; }

    public required AnsweredTotals Totals { get; init; }

    public required IReadOnlyList<AnsweredClaim> Claims { get; init; }
}

/// <summary>Loops 2000D and 2200D: one claim.</summary>
public sealed record AnsweredClaim
{
    /// <summary>Where it stands in the file: the segment of its HL, counted from 1.</summary>
    public required long Segment { get; init; }

    /// <summary>TRN02: CLM01 of ours; empty where the payer does not give it back.</summary>
    public required string ClaimNumber { get; init; }

    public required IReadOnlyList<ClaimStatus> Statuses { get; init; }

    /// <summary>REF*1K; empty where there is none.</summary>
    public required string PayerClaimNumber { get; init; }

    /// <summary>REF*D9: REF*D9 of ours, or a clearinghouse's.</summary>
    public required string ClearinghouseNumber { get; init; }

    /// <summary>DTP*472; the first day where it is a range.</summary>
    public required DateOnly? ServiceDate { get; init; }

    /// <summary>NM109 of the patient.</summary>
    public required string MemberId { get; init; }

    public required IReadOnlyList<AnsweredLine> Lines { get; init; }

    public ClaimVerdict Verdict => ClaimVerdicts.Of(Statuses);

    /// <summary>STC04 of the first status.</summary>
    public long? ChargeCents => Statuses.Count > 0 ? Statuses[0].ChargeCents : null;

    /// <summary>Without the member.</summary>
    public override string ToString() => $"Claim {ClaimNumber}: {Verdict}";
}

/// <summary>Loop 2220D: one line.</summary>
public sealed record AnsweredLine
{
    /// <summary>REF*FJ: REF*6R of ours.</summary>
    public required string LineNumber { get; init; }

    /// <summary>SVC01-2.</summary>
    public required string Procedure { get; init; }

    /// <summary>SVC02.</summary>
    public required long? ChargeCents { get; init; }

    public required IReadOnlyList<ClaimStatus> Statuses { get; init; }
}

/// <summary>STC.</summary>
public sealed record ClaimStatus
{
    /// <summary>STC01, STC10 and STC11.</summary>
    public required IReadOnlyList<StatusCode> Codes { get; init; }

    /// <summary>STC02.</summary>
    public required DateOnly? Date { get; init; }

    /// <summary>STC03 is U: nothing goes on.</summary>
    public required bool IsRejected { get; init; }

    /// <summary>STC04.</summary>
    public required long? ChargeCents { get; init; }

    /// <summary>STC12, which may name a person.</summary>
    public required string Message { get; init; }

    /// <summary>Without the message.</summary>
    public override string ToString() => string.Join(' ', Codes);
}

/// <param name="Category">X12 code list 507, for example A2.</param>
/// <param name="Status">X12 code list 508: why.</param>
/// <param name="Entity">X12 code list 98: whose; empty where it is nobody's.</param>
public readonly record struct StatusCode(string Category, string Status, string Entity);

/// <summary>QTY and AMT of a batch or provider; null where the payer does not say.</summary>
public sealed record AnsweredTotals(long? AcceptedCount, long? RejectedCount, long? AcceptedCents, long? RejectedCents);

/// <summary>What a batch says and what its claims come to.</summary>
/// <param name="Total">The segment that tells the total, for example QTY*90.</param>
/// <param name="Told">A count, or cents.</param>
/// <param name="Found">The same over its claims.</param>
public sealed record TotalsDifference(string Total, long Told, long Found);
