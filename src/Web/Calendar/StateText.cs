namespace MedicaidLogs.Web.Calendar;

/// <summary>The words and the look of a session's state.</summary>
public static class StateText
{
    public static string Of(SessionState state) => state switch
    {
        SessionState.Draft => "Draft",
        SessionState.Rejected => "Rejected",
        SessionState.ToSign => "To sign",
        SessionState.ToCosign => "Waits for co-signature",
        SessionState.NotHeld => "Not held",
        SessionState.NotBillable => "Not billed to Medicaid",
        SessionState.Ready => "Signed",
        _ => "Billed",
    };

    /// <summary>A class of parts.css, or of provider.css for what has no weight.</summary>
    public static string ClassOf(SessionState state) => state switch
    {
        SessionState.Rejected => "sev sev-reject",
        SessionState.ToSign or SessionState.ToCosign => "sev sev-warn",
        SessionState.NotHeld or SessionState.NotBillable => "sev sev-not-billable",
        SessionState.Draft => "sev sev-draft",
        SessionState.Ready => "sev sev-good",
        _ => "sev sev-billed",
    };
}
