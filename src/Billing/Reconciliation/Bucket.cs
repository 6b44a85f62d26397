namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>The one place where an entry's dollars stand at a time.</summary>
public enum Bucket
{
    /// <summary>A check holds the entry back until someone fixes it, or the payer rejected its claim before it decided on payment.</summary>
    Rejected,

    /// <summary>Medicaid does not pay for it, whatever is fixed.</summary>
    NotBillable,

    /// <summary>Billable, and on no live claim line yet.</summary>
    Ready,

    /// <summary>On a live claim line, in a file; the payer has said nothing of it.</summary>
    Batched,

    /// <summary>The payer took the claim in, and has not decided on these cents.</summary>
    Accepted,

    /// <summary>On a claim line that a void takes back, and nothing decided: they wait for the payer's answer to the void.</summary>
    Voiding,
    Paid,

    /// <summary>Agreed reductions, and what others pay.</summary>
    Adjusted,

    /// <summary>The payer will not pay, as things are.</summary>
    Denied,

    /// <summary>By a person's word it will never come.</summary>
    WrittenOff,

    /// <summary>Was billed, and a later claim stands in its place. The entry's cents count there, and not here again.</summary>
    Replaced,
}

/// <summary>Buckets as files, pages and documents write them.</summary>
public static class BucketText
{
    public static IReadOnlyList<Bucket> All { get; } = Enum.GetValues<Bucket>();

    /// <summary>In the order of <see cref="All"/>.</summary>
    public static string[] Names { get; } = [.. All.Select(Of)];

    /// <exception cref="ArgumentException">It is none.</exception>
    public static Bucket Parse(string text) => Array.IndexOf(Names, text) is >= 0 and var index
        ? All[index]
        : throw new ArgumentException($"'{text}' is no bucket.", nameof(text));

    public static string Of(Bucket bucket) => bucket switch
    {
        Bucket.Rejected => "rejected",
        Bucket.NotBillable => "not-billable",
        Bucket.Ready => "ready",
        Bucket.Batched => "batched",
        Bucket.Accepted => "accepted",
        Bucket.Voiding => "voiding",
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

/// <summary>Where a month's dollars stand.</summary>
/// <param name="All">Each entry once, and every cent but those that were replaced, which count where the entry stands now.</param>
public sealed record MonthBuckets(IReadOnlyDictionary<Bucket, CountAndCents> Buckets, CountAndCents All)
{
    public CountAndCents this[Bucket bucket] => Buckets.GetValueOrDefault(bucket);
}
