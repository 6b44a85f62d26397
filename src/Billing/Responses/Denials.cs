using System.Collections.Frozen;
using MedicaidLogs.Billing.Codes;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Responses;

/// <summary>Which of a payer's adjustments deny, and which only reduce.</summary>
internal static class Denials
{
    private static readonly FrozenSet<string> _known = PayerCodes.Reasons.Codes.Select(reason => reason.Code).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What takes back says so by its group and what it takes back by its reason: it is counted where that stood.</summary>
    private const string TakesBack = "CR";

    /// <summary>Whether an adjustment refuses to pay, by <see cref="PayerCodes.KindOf"/>. A reason that nobody knows denies where nothing is paid.</summary>
    public static bool IsDenial(string group, string reason, bool paysNothing) =>
        _known.Contains(reason) ? PayerCodes.KindOf(group == TakesBack ? "CO" : group, reason) == AdjustmentKind.Denied : paysNothing;

    /// <summary>What of the adjustments the payer would not pay.</summary>
    public static long DeniedCents(IReadOnlyList<Adjustment> adjustments, bool paysNothing)
    {
        var cents = 0L;
        for (var i = 0; i < adjustments.Count; i++)
        {
            var (group, reason, amountCents, _) = adjustments[i];
            if (IsDenial(group, reason, paysNothing))
            {
                cents += amountCents;
            }
        }

        return cents;
    }
}
