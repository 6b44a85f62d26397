namespace MedicaidLogs.Billing.X12;

/// <summary>Where and why a file cannot be read. It never holds data.</summary>
/// <param name="Reason">From <see cref="RefusalReasons"/>.</param>
/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Segment">Counted from 1 over the whole file; 0 before the first.</param>
/// <param name="Element">For example CLP04; empty where no single element is at fault.</param>
public sealed record X12Refusal(RefusalReason Reason, long Offset, long Segment, string Element = "")
{
    /// <summary>For the person who asks the sender for a new file.</summary>
    public override string ToString() =>
        $"{Reason.Words} ({Reason.Code}, segment {Segment}{(Element.Length > 0 ? " " : "")}{Element}, byte {Offset})";
}

/// <summary>A reason to refuse a file.</summary>
/// <param name="Code">Permanent; what people and reports call it.</param>
/// <param name="Words">For the clerk: what is wrong with the file.</param>
public sealed record RefusalReason(string Code, string Words);

/// <summary>A file, or what stands in it, cannot be read: the file is refused as a whole.</summary>
/// <remarks>It may come after parts were handed out: who stores them does so in one transaction, which this rolls back.</remarks>
public sealed class X12RefusedException(X12Refusal refusal) : Exception(refusal.ToString())
{
    public X12Refusal Refusal { get; } = refusal;
}
