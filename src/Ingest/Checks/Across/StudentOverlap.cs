using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>OVL_STUDENT: two sessions of one student share minutes, and both would be billed.</summary>
/// <remarks>Source: OIG A-06-02-00047; a minute of a student is billed once. A ride may overlap what happens on it.</remarks>
public static class StudentOverlap
{
    public const string Code = "OVL_STUDENT";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        foreach (var other in context.StudentMeanwhile(entry))
        {
            if (WouldBothBill(entry, other, context) && !CoTreatment.IsOne(entry, other) && !AideBesideTherapy.IsOne(entry, other))
            {
                findings.Reject(Code, entry, LogField.Start, RecordUsed.Of(other), other.Service, other.Log.Start, other.Log.End);
                return;
            }
        }
    }

    /// <summary>Whether two sessions of one student share minutes that would be billed twice. A repeated row is DUP_LOG's, not an overlap.</summary>
    public static bool WouldBothBill(Entry one, Entry other, CheckContext context) =>
        one != other
        && one.Overlaps(other)
        && one is { BillableSoFar: true, IsTransport: false }
        && other is { BillableSoFar: true, IsTransport: false }
        && !DuplicateLog.Repeats(one, context)
        && !DuplicateLog.Repeats(other, context);
}
