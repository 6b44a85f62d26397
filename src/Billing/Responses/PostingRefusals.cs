using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Responses;

/// <summary>Every reason to refuse a file that can be read to its end, in the order of docs/responses.md.</summary>
public static class PostingRefusals
{
    public static readonly RefusalReason Unbalanced = new(
        "X12_POST_UNBALANCED", "The amounts of a payment do not add up. Ask the payer for a corrected file.");

    public static readonly RefusalReason Negative = new(
        "X12_POST_NEGATIVE", "A payment is of less than nothing, which no payer can pay: it carries such a rest forward. Ask the payer for a corrected file.");

    public static readonly RefusalReason OtherPayee = new(
        "X12_POST_OTHER_PAYEE", "A payment is for another payee than this district. Ask the payer whose file this is.");

    public static readonly RefusalReason OtherContent = new(
        "X12_POST_OTHER_CONTENT",
        "A payment with the same trace number, day and amount was posted from another file, and this file says other things of it. Ask the payer which one holds.");

    public static IReadOnlyList<RefusalReason> All { get; } = [Unbalanced, Negative, OtherPayee, OtherContent];
}

/// <summary>A file cannot be posted: nothing of it is.</summary>
internal sealed class PostingRefusedException(ResponseRefusal refusal) : Exception(refusal.Words)
{
    public ResponseRefusal Refusal { get; } = refusal;

    public static PostingRefusedException Of(RefusalReason reason, long segment) => new(new(reason.Code, reason.Words, segment));
}
