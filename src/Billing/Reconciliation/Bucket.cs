namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>The one place where an entry's dollars stand at a time.</summary>
public enum Bucket
{
    /// <summary>A check holds the entry back until someone fixes it.</summary>
    Rejected,

    /// <summary>Medicaid does not pay for it, whatever is fixed.</summary>
    NotBillable,

    /// <summary>Billable, and on no live claim line yet.</summary>
    Ready,

    /// <summary>On a live claim line, in a file.</summary>
    Batched,

    /// <summary>The payer took the claim in.</summary>
    Accepted,
    Paid,
    Adjusted,
    Denied,
    WrittenOff,

    /// <summary>A later claim stands in its place.</summary>
    Replaced,
}

/// <summary>Buckets as files, pages and documents write them.</summary>
public static class BucketText
{
    public static IReadOnlyList<Bucket> All { get; } = Enum.GetValues<Bucket>();

    public static string Of(Bucket bucket) => bucket switch
    {
        Bucket.Rejected => "rejected",
        Bucket.NotBillable => "not-billable",
        Bucket.Ready => "ready",
        Bucket.Batched => "batched",
        Bucket.Accepted => "accepted",
        Bucket.Paid => "paid",
        Bucket.Adjusted => "adjusted",
        Bucket.Denied => "denied",
        Bucket.WrittenOff => "written-off",
        Bucket.Replaced => "replaced",
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };
}

/// <summary>How many entries, and how many cents.</summary>
public readonly record struct CountAndCents(int Entries, long Cents)
{
    public static CountAndCents operator +(CountAndCents left, CountAndCents right) => new(left.Entries + right.Entries, left.Cents + right.Cents);
}
