using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>COTREAT: two disciplines treated the student in the very same minutes.</summary>
/// <remarks>
/// Source: AOTA, APTA and ASHA, Joint Guidelines for Therapy Co-treatment under Medicare: each discipline documents why the joint session
/// was needed. What the state makes of it is in the rule pack (<c>cotreat.severity</c>: reject denies both, warn asks for the notes).
/// </remarks>
public static class CoTreatment
{
    public const string Code = "COTREAT";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        foreach (var other in context.StudentMeanwhile(entry))
        {
            if (IsOne(entry, other) && StudentOverlap.WouldBothBill(entry, other, context))
            {
                findings.Add(
                    entry.Rules.CoTreatmentSeverity, Code, entry, LogField.Note, RecordUsed.Of(other), other.Service, entry.Log.Start, entry.Log.End);
                return;
            }
        }
    }

    /// <summary>Whether two sessions of one student's day are therapies of two disciplines at identical times.</summary>
    public static bool IsOne(Entry one, Entry other) =>
        one.Service != other.Service
        && one.Log.ProviderNumber != other.Log.ProviderNumber
        && one.Log.Start == other.Log.Start
        && one.Log.End == other.Log.End
        && one.ServiceRule is { Kind: ServiceKind.Therapy }
        && other.ServiceRule is { Kind: ServiceKind.Therapy };
}
