using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>LOG_OBJECTIVE: the session of a service that works toward the plan's objectives names none.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), p. 91: the nature of the service; states ask for the IEP
/// objective. Parameters in the rule pack (the service's <c>objective</c> and <c>log.objectiveSeverity</c>).
/// </remarks>
public static class NoObjective
{
    public const string Code = "LOG_OBJECTIVE";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled)
        {
            return; // IEP_CONSULT, IEP_MEETING or SVC_INSTRUCTIONAL reports it.
        }

        if (entry.ServiceRule is { Objective: true } && entry.Log.Objective.Length == 0)
        {
            findings.Add(entry.Rules.ObjectiveSeverity, Code, entry, LogField.Objective, RecordUsed.Of(entry.GridRow), entry.Service);
        }
    }
}
