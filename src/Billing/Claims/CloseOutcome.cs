namespace MedicaidLogs.Billing.Claims;

/// <summary>What came of closing a month.</summary>
public abstract record CloseOutcome
{
    private CloseOutcome()
    {
    }

    /// <param name="CloseNumber">1, then 2, 3, … for what came late or was corrected.</param>
    /// <param name="Billable">Billable entries of the month, those of earlier closes among them.</param>
    /// <param name="NewBillable">Those that this close adds.</param>
    /// <param name="LeftOutCents">What the other entries would bring; each counts once.</param>
    /// <param name="LeftOut">By finding code, the dearest first; an entry with several codes counts under each.</param>
    public sealed record Closed(
        int CloseNumber, int Entries, int Billable, int NewBillable, long BillableCents, long LeftOutCents, IReadOnlyList<LeftOut> LeftOut) : CloseOutcome;

    /// <summary>Nothing became billable since the last close; nothing was written.</summary>
    public sealed record NothingToClose(int LastCloseNumber, long LeftOutCents, IReadOnlyList<LeftOut> LeftOut) : CloseOutcome;

    /// <summary>Reference data changed since the month was checked: run the check first. Nothing was written.</summary>
    public sealed record Stale(string Reason) : CloseOutcome;

    /// <summary>The month has no entries; nothing was written.</summary>
    public sealed record NothingLogged : CloseOutcome;
}

/// <summary>What one finding code keeps from being billed.</summary>
/// <param name="Severity"><c>reject</c>: can be fixed; <c>not-billable</c>: final.</param>
/// <param name="Cents">What the entries would bring if nothing else stood in their way.</param>
public sealed record LeftOut(string Code, string Severity, int Entries, long Cents);
