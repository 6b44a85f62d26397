namespace MedicaidLogs.Billing.X12;

/// <summary>835 (005010X221A1), from BPR to the first claim: one payment, or the notice that none is made.</summary>
public sealed record RemitPayment : ResponsePart
{
    /// <summary>BPR01: I pays and tells, H tells without paying.</summary>
    public required string Handling { get; init; }

    /// <summary>BPR02.</summary>
    public required long PaymentCents { get; init; }

    /// <summary>BPR03: C where the payer sends it, D where the provider draws it; the amount has the same sign.</summary>
    public required string CreditOrDebit { get; init; }

    /// <summary>BPR04: ACH, CHK, FWT, NON.</summary>
    public required string Method { get; init; }

    /// <summary>BPR16: the day of the cheque or transfer.</summary>
    public required DateOnly? PaidDate { get; init; }

    /// <summary>TRN02: what the bank line carries.</summary>
    public required string TraceNumber { get; init; }

    /// <summary>TRN03: the payer's tax id behind a 1.</summary>
    public required string PayerTrace { get; init; }

    /// <summary>DTM*405.</summary>
    public required DateOnly? ProducedDate { get; init; }

    /// <summary>N1*PR.</summary>
    public required RemitParty Payer { get; init; }

    /// <summary>N1*PE.</summary>
    public required RemitParty Payee { get; init; }
}

/// <summary>N1, and REF*TJ below it.</summary>
/// <param name="Qualifier">N103: XX is an NPI, FI a tax id.</param>
/// <param name="TaxId">Empty where it is not told apart.</param>
public sealed record RemitParty(string Name, string Qualifier, string Id, string TaxId)
{
    public static RemitParty Unknown { get; } = new("", "", "", "");
}

/// <summary>Loop 2100: what became of one claim.</summary>
public sealed record RemitClaim : ResponsePart
{
    /// <summary>Counted from 1 within its payment.</summary>
    public required int Ordinal { get; init; }

    /// <summary>CLP01: CLM01 of ours.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>CLP02: 1 to 3 processed, 4 denied, 19 to 21 processed and sent on, 22 reversal, 23 not ours to pay.</summary>
    public required string Status { get; init; }

    /// <summary>CLP03; negative in a reversal.</summary>
    public required long ChargeCents { get; init; }

    /// <summary>CLP04; negative in a reversal.</summary>
    public required long PaidCents { get; init; }

    /// <summary>CLP05; is among the adjustments (PR) and takes no part in balancing.</summary>
    public required long PatientCents { get; init; }

    /// <summary>CLP06: MC is Medicaid.</summary>
    public required string FilingIndicator { get; init; }

    /// <summary>CLP07: what a replacement or void of it sends as REF*F8.</summary>
    public required string PayerClaimNumber { get; init; }

    /// <summary>CLP09.</summary>
    public required string Frequency { get; init; }

    /// <summary>CAS of the claim, without those of its lines.</summary>
    public required IReadOnlyList<Adjustment> Adjustments { get; init; }

    /// <summary>NM1: QC patient, IL insured, 74 corrected, TT the payer that it was sent on to, 82 who gave the service.</summary>
    public required IReadOnlyList<RemitName> Names { get; init; }

    /// <summary>MIA and MOA: remark codes of the claim.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>REF.</summary>
    public required IReadOnlyList<RemitReference> References { get; init; }

    /// <summary>DTM: 232 and 233 first and last day, 036 end of cover, 050 received.</summary>
    public required IReadOnlyList<RemitDate> Dates { get; init; }

    /// <summary>AMT: for information, never part of the balance.</summary>
    public required IReadOnlyList<RemitAmount> Amounts { get; init; }

    /// <summary>Loops 2110; a claim may come without.</summary>
    public required IReadOnlyList<RemitLine> Lines { get; init; }

    /// <summary>It takes back what an earlier remittance said of the claim.</summary>
    public bool IsReversal => Status == "22";

    /// <summary>Without the patient.</summary>
    public override string ToString() => $"Claim {Ordinal} ({ClaimNumber}), status {Status}";
}

/// <summary>Loop 2110: what became of one line.</summary>
public sealed record RemitLine
{
    /// <summary>The segment of its SVC, counted from 1 over the whole file.</summary>
    public required long Segment { get; init; }

    /// <summary>SVC01: what the payer judged.</summary>
    public required RemitService Service { get; init; }

    /// <summary>SVC02.</summary>
    public required long ChargeCents { get; init; }

    /// <summary>SVC03.</summary>
    public required long PaidCents { get; init; }

    /// <summary>SVC05; null is one unit.</summary>
    public required long? PaidMilliunits { get; init; }

    /// <summary>SVC06: what we sent, where the payer judged something else.</summary>
    public required RemitService? SentService { get; init; }

    /// <summary>SVC07: what we sent, where the payer paid other units.</summary>
    public required long? SentMilliunits { get; init; }

    /// <summary>DTM: 472 the day, or 150 and 151 its first and last.</summary>
    public required IReadOnlyList<RemitDate> Dates { get; init; }

    public required IReadOnlyList<Adjustment> Adjustments { get; init; }

    /// <summary>REF*6R: REF*6R of ours, the way home; empty where the payer does not give it back.</summary>
    public required string LineNumber { get; init; }

    /// <summary>AMT: for information, never part of the balance.</summary>
    public required IReadOnlyList<RemitAmount> Amounts { get; init; }

    /// <summary>LQ*HE: remark codes of the line.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <param name="Qualifier">HC is HCPCS and CPT.</param>
/// <param name="Procedure">Empty where the payer gives no code.</param>
/// <param name="Modifiers">Up to four.</param>
public sealed record RemitService(string Qualifier, string Procedure, IReadOnlyList<string> Modifiers);

/// <summary>NM1: a person or an organisation.</summary>
public sealed record RemitName(string Entity, string LastName, string FirstName, string MiddleName, string Qualifier, string Id)
{
    /// <summary>Only what they are.</summary>
    public override string ToString() => $"NM1*{Entity}";
}

/// <summary>REF.</summary>
public readonly record struct RemitReference(string Qualifier, string Value)
{
    public override string ToString() => $"REF*{Qualifier}";
}

/// <summary>DTM.</summary>
public readonly record struct RemitDate(string Qualifier, DateOnly? Date);

/// <summary>AMT.</summary>
public readonly record struct RemitAmount(string Qualifier, long Cents);

/// <summary>One pair of a PLB segment: money that no claim of this payment moves.</summary>
/// <param name="ProviderId">PLB01.</param>
/// <param name="FiscalYearEnd">PLB02.</param>
/// <param name="Reason">PLB03-1: WO recovery, L6 interest, FB forwarded balance, 72 refund, CS adjustment.</param>
/// <param name="Reference">PLB03-2: often a claim's number.</param>
/// <param name="AmountCents">PLB04; positive makes the payment smaller.</param>
public sealed record ProviderAdjustment(string ProviderId, DateOnly? FiscalYearEnd, string Reason, string Reference, long AmountCents);

/// <summary>The end of a payment: what stands under no claim, and whether it balances.</summary>
public sealed record RemitEnd : ResponsePart
{
    /// <summary>PLB.</summary>
    public required IReadOnlyList<ProviderAdjustment> ProviderAdjustments { get; init; }

    public required RemitTotals Totals { get; init; }

    /// <summary>The first thousand places where it does not balance; nothing may be posted unless there are none.</summary>
    public required IReadOnlyList<Imbalance> Imbalances { get; init; }

    /// <summary>All of them.</summary>
    public required int ImbalanceCount { get; init; }

    public bool Balances => ImbalanceCount == 0;
}
