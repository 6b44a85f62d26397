using MedicaidLogs.Billing.Reconciliation;

namespace MedicaidLogs.Web.Finance;

/// <summary>Buckets in the words of an office.</summary>
public static class BucketWords
{
    public static string Title(Bucket bucket) => bucket switch
    {
        Bucket.Rejected => "Rejected",
        Bucket.NotBillable => "Not billable",
        Bucket.Ready => "Ready to claim",
        Bucket.Batched => "In a file, no answer",
        Bucket.Accepted => "Taken in by the payer",
        Bucket.Voiding => "Being taken back",
        Bucket.Paid => "Paid",
        Bucket.Adjusted => "Adjusted",
        Bucket.Denied => "Denied",
        Bucket.WrittenOff => "Written off",
        Bucket.Replaced => "Replaced",
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    public static string Meaning(Bucket bucket) => bucket switch
    {
        Bucket.Rejected => "Held back by a check, or sent back by the payer before it decided. Can be fixed.",
        Bucket.NotBillable => "Medicaid does not pay for it, whatever is fixed.",
        Bucket.Ready => "Billable, and on no claim yet.",
        Bucket.Batched => "On a claim, and the payer has said nothing of it.",
        Bucket.Accepted => "The payer has the claim and has not decided.",
        Bucket.Voiding => "A void is out; the payer's answer decides.",
        Bucket.Paid => "In a remittance.",
        Bucket.Adjusted => "Agreed reductions, and what others pay.",
        Bucket.Denied => "The payer will not pay, as things are.",
        Bucket.WrittenOff => "Given up, by a person's word.",
        Bucket.Replaced => "Billed before; counted where its new claim stands, and not in the sum.",
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    /// <summary>The stage of a claim.</summary>
    public static string Stage(string stage) => stage switch
    {
        "built" => "Built, not yet released",
        "withdrawn" => "Withdrawn before it went out",
        "released" => "Sent; no answer yet",
        "accepted" => "Taken in by the payer",
        "rejected" => "Rejected by the payer before it decided",
        "decided" => "Decided by the payer",
        _ => stage,
    };

    /// <summary>How a line of a remittance found its claim line.</summary>
    public static string MatchedBy(string by) => by switch
    {
        "line-number" => "by our line number",
        "claim-number" => "by our claim number",
        "payer-number" => "by the payer's claim number",
        "member" => "by member, day and charge",
        "person" => "by a person",
        _ => by,
    };
}
