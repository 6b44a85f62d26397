namespace MedicaidLogs.Billing.X12;

/// <summary>What the payer does with a claim that it was sent.</summary>
public enum ClaimVerdict
{
    /// <summary>No category that says more: a person reads it.</summary>
    Unclear,

    /// <summary>A1, A2 and A5: received, taken, or split for the payer's own ends.</summary>
    Accepted,

    /// <summary>A0: sent on to somebody else.</summary>
    Forwarded,

    /// <summary>A4.</summary>
    NotFound,

    /// <summary>A3, A6, A7 and A8, or STC03 U: it must come again.</summary>
    Rejected,
}

/// <summary>Source: X12 code list 507 (claim status categories) as 005010X214 takes it.</summary>
internal static class ClaimVerdicts
{
    /// <summary>The gravest of all statuses: what one of them refuses is refused.</summary>
    public static ClaimVerdict Of(IReadOnlyList<ClaimStatus> statuses)
    {
        var verdict = ClaimVerdict.Unclear;
        foreach (var status in statuses)
        {
            if (status.IsRejected)
            {
                return ClaimVerdict.Rejected;
            }

            foreach (var code in status.Codes)
            {
                var own = Of(code.Category);
                verdict = own > verdict ? own : verdict;
            }
        }

        return verdict;
    }

    private static ClaimVerdict Of(string category) => category switch
    {
        "A1" or "A2" or "A5" => ClaimVerdict.Accepted,
        "A0" => ClaimVerdict.Forwarded,
        "A4" => ClaimVerdict.NotFound,
        "A3" or "A6" or "A7" or "A8" => ClaimVerdict.Rejected,
        _ => ClaimVerdict.Unclear,
    };
}
