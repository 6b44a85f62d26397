using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Web.Closing;

/// <summary>What a payer's file came to, in words for a clerk.</summary>
public static class AnswerText
{
    /// <summary>One sentence for each thing that the file says; empty for a file that is not posted.</summary>
    public static IReadOnlyList<string> Of(ResponseSummary? summary) => summary is null ? [] :
    [
        .. Some(summary.RunAnswers, $"Says of {Show.Count(summary.RunAnswers, "file or batch", "files or batches")} of ours whether it could be read."),
        .. Some(summary.ClaimAnswers, $"Says of {Show.Count(summary.ClaimAnswers, "claim", "claims")} whether it was taken in."),
        .. Some(summary.Payments, $"{Show.Count(summary.Payments, "payment", "payments")} of {Show.Dollars(summary.PaymentCents)} for {Show.Count(summary.Claims, "claim", "claims")}."),
        .. Some(summary.KnownPayments, $"{Show.Count(summary.KnownPayments, "payment", "payments")} came before with another file and {(summary.KnownPayments == 1 ? "is" : "are")} not posted again."),
        .. Some(summary.Unmatched + summary.UnmatchedAnswers, $"{Show.Count(summary.Unmatched + summary.UnmatchedAnswers, "answer is", "answers are")} on none of our claims: finance decides."),
        .. Some(summary.TestParts, $"{Show.Count(summary.TestParts, "part", "parts")} of it passed over: nothing is posted from a test."),
    ];

    /// <summary>Where the first fault of a refused file is; empty where the words say it.</summary>
    public static string PlaceOf(ResponseRefusal refusal) => refusal.OffBalances is [var first, ..]
        ? $"{Show.Count(refusal.OffBalanceCount, "place", "places")}, the first in segment {Show.Count(first.Segment)}, off by {Show.Dollars(first.OffByCents)}"
        : $"segment {Show.Count(refusal.Segment)}{(refusal.Element.Length > 0 ? $", {refusal.Element}" : "")}";

    /// <param name="verdict">As billing.run_answer and billing.claim_answer have it.</param>
    public static (string Look, string Words) VerdictOf(string verdict) => verdict switch
    {
        "accepted" => ("sev-good", "Accepted"),
        "with-errors" => ("sev-warn", "Accepted, with remarks"),
        "partly" => ("sev-warn", "Accepted in part"),
        "rejected" => ("sev-reject", "Rejected"),
        "forwarded" => ("sev-good", "Passed on to the payer"),
        "not-found" => ("sev-warn", "Not found by the payer"),
        _ => ("sev-not-billable", "Unclear"),
    };

    /// <summary>What the codes of an answer say, each once.</summary>
    /// <param name="kind">TA1, 999 or 277CA.</param>
    /// <param name="isWholeFile">Of a 999, that it speaks of the group.</param>
    public static IReadOnlyList<PayersCode> CodesOf(string kind, string codes, bool isWholeFile)
    {
        var source = kind != "999" ? kind : isWholeFile ? "AK9" : "IK5";
        return PayersCode.Parse(string.Join(';', codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Select(code => $"{source} {code}")));
    }

    private static IEnumerable<string> Some(int count, string words) => count > 0 ? [words] : [];
}
