namespace MedicaidLogs.Billing.Claims;

/// <summary>What came of releasing a claim file.</summary>
public abstract record ReleaseOutcome
{
    private ReleaseOutcome()
    {
    }

    /// <param name="Alone">The person built it too; the district allows that, and the audit trail says so.</param>
    public sealed record Released(ClaimFile File, bool Alone) : ReleaseOutcome;

    /// <summary>Somebody did so before; nothing was written.</summary>
    public sealed record ReleasedBefore(ClaimFile File) : ReleaseOutcome;

    /// <summary>The person built it; nothing was written.</summary>
    public sealed record SamePerson(ClaimFile File) : ReleaseOutcome;

    /// <summary>It was taken back and will never go out; nothing was written.</summary>
    public sealed record Withdrawn(ClaimFile File) : ReleaseOutcome;

    /// <summary>The account is not the district's, or disabled, or of another role (<see cref="ClaimRelease.Roles"/>); nothing was written.</summary>
    public sealed record NotAllowed : ReleaseOutcome;

    /// <summary>The district has no such run; nothing was written.</summary>
    public sealed record NotFound : ReleaseOutcome;
}

/// <summary>What came of withdrawing a claim file.</summary>
public abstract record WithdrawalOutcome
{
    private WithdrawalOutcome()
    {
    }

    /// <param name="Sessions">That it billed.</param>
    public sealed record Withdrawn(ClaimFile File, int Sessions) : WithdrawalOutcome;

    /// <summary>Somebody did so before; nothing was written.</summary>
    public sealed record WithdrawnBefore(ClaimFile File) : WithdrawalOutcome;

    /// <summary>It may be with the payer already: its claims can be replaced or voided. Nothing was written.</summary>
    public sealed record Released(ClaimFile File) : WithdrawalOutcome;

    /// <summary>A payer answered it, so it went out without being released: release it. Nothing was written.</summary>
    public sealed record Answered(ClaimFile File) : WithdrawalOutcome;

    /// <summary>A later run bills sessions that this one freed: withdraw that one first. Nothing was written.</summary>
    public sealed record BilledSince(ClaimFile File) : WithdrawalOutcome;

    /// <inheritdoc cref="ReleaseOutcome.NotAllowed"/>
    public sealed record NotAllowed : WithdrawalOutcome;

    /// <inheritdoc cref="ReleaseOutcome.NotFound"/>
    public sealed record NotFound : WithdrawalOutcome;
}
