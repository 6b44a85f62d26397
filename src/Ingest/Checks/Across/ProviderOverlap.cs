using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>OVL_PROVIDER: the provider was with two students at once, and the sessions are not one group.</summary>
/// <remarks>Source: OIG A-02-03-01023 (services not given as billed). A bus carries several students, so rides are left out.</remarks>
public static class ProviderOverlap
{
    public const string Code = "OVL_PROVIDER";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.NeverBilled || !Counts(entry))
        {
            return; // A consultation blocks the therapy that it overlaps; itself it has no claim to block.
        }

        foreach (var other in context.ProviderMeanwhile(entry))
        {
            if (Counts(other) && entry.Overlaps(other) && !AreOneStudentOrGroup(entry, other) && !AideMinutesShared.IsOne(entry, other))
            {
                findings.Reject(Code, entry, LogField.Start, RecordUsed.Of(other), other.Service, other.Log.Start, other.Log.End);
                return;
            }
        }
    }

    // Two sessions of one student are OVL_STUDENT's or DUP_LOG's to report.
    private static bool AreOneStudentOrGroup(Entry one, Entry other) =>
        one.Log.StudentNumber == other.Log.StudentNumber || CheckContext.SameGroup(one, other);

    private static bool Counts(Entry entry) => entry is { Held: true, Undelivered: false, IsTransport: false, Provider: not null };
}
