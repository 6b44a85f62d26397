namespace MedicaidLogs.Billing.X12;

/// <summary>What a payer's file says, part by part, in its order.</summary>
public abstract record ResponsePart
{
    /// <summary>The segment that it begins with, counted from 1 over the whole file.</summary>
    public required long Segment { get; init; }
}

/// <summary>ISA: what follows, up to the next one, came under this header.</summary>
public sealed record ResponseInterchange : ResponsePart
{
    /// <summary>ISA06.</summary>
    public required string SenderId { get; init; }

    /// <summary>ISA08.</summary>
    public required string ReceiverId { get; init; }

    /// <summary>ISA13.</summary>
    public required long ControlNumber { get; init; }

    /// <summary>ISA15: anything but P is a test, and a test pays nothing.</summary>
    public required Usage Usage { get; init; }

    /// <summary>ISA09.</summary>
    public required DateOnly? CreatedDate { get; init; }
}

/// <summary>What a receiver says of what it was sent.</summary>
public enum ResponseVerdict
{
    Accepted,

    /// <summary>It was taken, and what is listed should be mended before the next one.</summary>
    AcceptedWithErrors,

    /// <summary>Some of its transactions were taken, and the others not.</summary>
    PartlyAccepted,

    Rejected,
}
