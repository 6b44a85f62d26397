using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Web.Administration;

/// <summary>What the last look at the books came to, in an office's words.</summary>
public static class BooksText
{
    /// <summary>A look each night may be missed once.</summary>
    private static readonly TimeSpan _old = TimeSpan.FromDays(2);

    public static (string Severity, string Words) Of(Verification? last, DateTimeOffset now) => last switch
    {
        null => ("warn", "Nobody has looked yet. Workers look each night."),
        _ when last.Faults.Any() => ("reject", $"The books are wrong in {Show.Count(last.Faults.Count(), "point", "points")}. Tell whoever looks after the program before you bill."),
        _ when now - last.StartedAt > _old => ("warn", "The books were right, but nobody has looked for more than two days."),
        { Broken.Count: > 0 } => ("warn", $"The books are right. In {Show.Count(last.Broken.Count, "point", "points")} somebody must act."),
        _ => ("good", "The books are right."),
    };
}
