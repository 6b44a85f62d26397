using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>TA1: what the payer does with an interchange.</summary>
/// <param name="Note">TA105, X12 code list I18; 000 is no error.</param>
public sealed record FileDecision(ResponseVerdict Verdict, string Note)
{
    public static FileDecision Accept() => new(ResponseVerdict.Accepted, "000");

    public static FileDecision AcceptWithErrors(string note) => new(ResponseVerdict.AcceptedWithErrors, note);

    /// <summary>Nothing but the TA1 comes back.</summary>
    public static FileDecision Reject(string note) => new(ResponseVerdict.Rejected, note);
}

/// <summary>999, and the batch's own status in the 277CA: what the payer does with one transaction (ST).</summary>
public sealed record BatchDecision(ResponseVerdict Verdict, IReadOnlyList<SyntaxFault> Faults)
{
    /// <summary>277CA: the batch is refused as a whole and names no claims.</summary>
    public StatusCode? Refusal { get; init; }

    public static BatchDecision Accept() => new(ResponseVerdict.Accepted, []);

    public static BatchDecision AcceptWithErrors(params SyntaxFault[] faults) => new(ResponseVerdict.AcceptedWithErrors, faults);

    /// <summary>IK5 R: no 277CA speaks of it.</summary>
    public static BatchDecision Reject(params SyntaxFault[] faults) => new(ResponseVerdict.Rejected, faults);

    public static BatchDecision Refuse(string category, string status, string entity = "") => Accept() with { Refusal = new(category, status, entity) };
}

/// <summary>IK3 with its CTX and, where an element is named, IK4: the first such segment at or behind a claim's CLM.</summary>
/// <param name="ClaimNumber">CLM01; null for the first such segment of the transaction.</param>
/// <param name="SegmentId">IK301.</param>
/// <param name="Loop">IK303.</param>
/// <param name="Element">IK401-1.</param>
/// <param name="Code">IK304, or IK403 where an element is named.</param>
/// <param name="BadValue">IK404.</param>
public sealed record SyntaxFault(string? ClaimNumber, string SegmentId, string Loop, string Code, int? Element = null, string BadValue = "");
