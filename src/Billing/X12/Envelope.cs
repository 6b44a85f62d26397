namespace MedicaidLogs.Billing.X12;

/// <summary>What ISA and GS say: who sends what to whom, when, under which numbers.</summary>
/// <remarks>Numbers come from the store and are never used twice between the same two parties; times are the district's.</remarks>
public sealed record Envelope
{
    /// <summary>ISA05 and ISA06.</summary>
    public required InterchangeParty Sender { get; init; }

    /// <summary>ISA07 and ISA08.</summary>
    public required InterchangeParty Receiver { get; init; }

    /// <summary>GS02, 2 to 15 characters.</summary>
    public required string GroupSender { get; init; }

    /// <summary>GS03, 2 to 15 characters.</summary>
    public required string GroupReceiver { get; init; }

    /// <summary>ISA13 and IEA02, 1 to 999,999,999.</summary>
    public required int InterchangeNumber { get; init; }

    /// <summary>GS06 and GE02, 1 to 999,999,999, without leading zeros.</summary>
    public required int GroupNumber { get; init; }

    /// <summary>ISA09 and GS04.</summary>
    public required DateOnly CreatedDate { get; init; }

    /// <summary>ISA10 and GS05, to the minute.</summary>
    public required TimeOnly CreatedTime { get; init; }

    /// <summary>ISA15.</summary>
    public required Usage Usage { get; init; }

    /// <summary>ISA14: ask the receiver for a TA1.</summary>
    public bool AskForTa1 { get; init; }

    public X12Syntax Syntax { get; init; } = X12Syntax.Default;
}

/// <param name="Qualifier">ISA05 or ISA07: <c>ZZ</c> mutually defined, <c>30</c> tax id, <c>01</c> D-U-N-S…</param>
/// <param name="Id">ISA06 or ISA08, at most 15 characters.</param>
public sealed record InterchangeParty(string Qualifier, string Id);

/// <summary>ISA15: a test file never pays.</summary>
public enum Usage
{
    Test,
    Production,
}
