using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PA_REQUIRED: the payer pays for the service only if it authorized it before, and no authorization covers the date.</summary>
/// <remarks>
/// Source: 42 CFR 440.230(d): a state may limit services by utilization control. The services and procedure codes that need one are in
/// the rule pack (<c>authorization.required</c>).
/// </remarks>
public static class AuthorizationMissing
{
    public const string Code = "PA_REQUIRED";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (IsRequired(entry) && AuthorizationOf(entry) is null)
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.Of(entry.Student), entry.Service, entry.Date);
        }
    }

    /// <summary>The authorization under which the session is billed; null where it needs none, or there is none.</summary>
    internal static Authorization? AuthorizationOf(Entry entry) =>
        IsRequired(entry) ? entry.Student?.AuthorizationFor(entry.Service, entry.Code?.Procedure, entry.Date) : null;

    private static bool IsRequired(Entry entry) =>
        entry.Rules.AuthorizationRequired is { Length: > 0 } required && entry.MayBeClaimed
        && (Array.IndexOf(required, entry.Service) >= 0 || (entry.Code is { } code && Array.IndexOf(required, code.Procedure) >= 0));
}
