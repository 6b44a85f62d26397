using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_GROUPMATCH: the session was in a group and the plan says individual, or the other way round.</summary>
/// <remarks>Source: 34 CFR 300.320(a)(4): services as the plan states them; severity in the rule pack (<c>iep.groupMatchSeverity</c>).</remarks>
public static class OtherModeThanPlan
{
    public const string Code = "IEP_GROUPMATCH";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.GridRow is not { } row || entry.NeverBilled)
        {
            return; // IEP_ACTIVE, IEP_SERVICE, IEP_CONSULT, IEP_MEETING or SVC_INSTRUCTIONAL reports it.
        }

        if (!row.Allows(entry.Mode))
        {
            findings.Add(
                entry.Rules.GroupMatchSeverity, Code, entry, LogField.Mode, RecordUsed.Of(row), WordFor(entry.Mode), WordFor(row.Mode));
        }
    }

    private static string WordFor(SessionMode? mode) => mode switch
    {
        SessionMode.Individual => "individual",
        SessionMode.Group => "group",
        SessionMode.Consult => "consult",
        _ => "either",
    };
}
