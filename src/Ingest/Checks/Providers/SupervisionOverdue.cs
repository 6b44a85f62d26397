using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_SUPERVISION: the credential works under supervision, and no qualified supervisor has given any for too long.</summary>
/// <remarks>
/// Source: 42 CFR 440.110 (under the direction of a therapist); the interval, what counts and how heavy it weighs are in the rule pack
/// (<c>provider.supervisionDays</c>, <c>provider.supervisionKinds</c>, <c>provider.supervisionSeverity</c>). A provider who is new has
/// as many days for the first one.
/// </remarks>
public static class SupervisionOverdue
{
    public const string Code = "PROV_SUPERVISION";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled
            || entry is not { Provider: { } provider, Credential: { } credential }
            || !entry.Rules.Credentials.TryGetValue(credential.Name, out var rule)
            || rule.SupervisedBy.Length == 0)
        {
            return; // Nobody supervises, or PROV_MATCH and PROV_LICENSE report what cannot be looked up.
        }

        var last = LastBy(rule.SupervisedBy, entry, provider, context);
        var since = last > provider.EmployedFrom ? last.Value : provider.EmployedFrom;
        if (entry.Date.DayNumber - since.DayNumber > entry.Rules.SupervisionDays)
        {
            findings.Add(
                entry.Rules.SupervisionSeverity, Code, entry, LogField.ProviderNumber, RecordUsed.Of(provider), last, entry.Rules.SupervisionDays);
        }
    }

    /// <summary>The last supervision on or before the session's day, of a kind that counts, by someone who held the credential on its own day.</summary>
    private static DateOnly? LastBy(string[] supervisors, Entry entry, Provider provider, CheckContext context)
    {
        DateOnly? last = null;
        foreach (var supervision in provider.Supervisions)
        {
            if (supervision.On <= entry.Date
                && !(supervision.On < last)
                && Array.IndexOf(entry.Rules.SupervisionKinds, supervision.Kind) >= 0
                && context.Reference.ProviderByNumber(supervision.SupervisorNumber) is { } supervisor
                && supervisor.HeldOneOf(supervisors, supervision.On))
            {
                last = supervision.On;
            }
        }

        return last;
    }
}
