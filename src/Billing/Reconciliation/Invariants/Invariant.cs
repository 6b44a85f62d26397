namespace MedicaidLogs.Billing.Reconciliation.Invariants;

/// <summary>What must hold of the books, and the query that finds where it does not.</summary>
/// <param name="Name">By which scripts and documents know it.</param>
/// <param name="Holds">What must hold, for finance.</param>
/// <param name="Sql">
/// Gives a row for each thing that breaks it: <c>subject</c>, a number of ours and never a person's, and <c>cents</c> by which it is off.
/// Takes <c>@districtId</c> and <c>@limit</c>; those of a month <c>@month</c>, those of payments <c>@responseFileId</c>, null for all files.
/// Null where it is no query that looks, or one that looks for several at once.
/// </param>
/// <param name="Severity">What it means where it does not hold.</param>
public sealed record Invariant(string Name, string Holds, string? Sql, InvariantSeverity Severity = InvariantSeverity.Fault);

public enum InvariantSeverity
{
    /// <summary>The books are wrong: a defect of the program, or a hand in the tables.</summary>
    Fault,

    /// <summary>The books are right, and somebody must act.</summary>
    Attention,
}

/// <summary>One thing that breaks an invariant.</summary>
/// <param name="Subject">Such as <c>entry 12</c> or <c>remittance 3</c>: ids and claim numbers, never a person.</param>
/// <param name="Cents">By how much; 0 where it is not about money.</param>
public sealed record Breach(string Subject, long Cents);

/// <summary>An invariant, looked at.</summary>
/// <param name="Breaches">Not more than <see cref="LedgerVerification.MostBreaches"/>.</param>
public sealed record Verified(Invariant Invariant, IReadOnlyList<Breach> Breaches)
{
    /// <summary>Where files were read: how many.</summary>
    public FilesRead? Read { get; init; }

    public bool Holds => Breaches.Count == 0;
}
