using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>TRN_TRIP: while the ride went on the student was in a session somewhere else, so was not on board, or the entry is no single trip.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), and OIG A-07-03-00155: a record of each one-way trip with the student on
/// board. What goes on in a building contradicts the ride; nursing on the bus does not, and is no building's.
/// </remarks>
public static class NotOnBoard
{
    public const string Code = "TRN_TRIP";

    /// <summary>CMS place-of-service code set: other place of service, in no building that the set knows.</summary>
    private const string OtherPlace = "99";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.IsTransport || entry.NeverBilled)
        {
            return;
        }

        foreach (var other in context.StudentDay(entry))
        {
            if (other is { Held: true, Undelivered: false, IsTransport: false } && entry.Overlaps(other) && IsInBuilding(other))
            {
                findings.Reject(Code, entry, LogField.Start, RecordUsed.Of(other), other.Service, other.Log.Start, other.Log.End);
                return;
            }
        }
    }

    // What is given at no place that the pack knows is POS_VALID's.
    private static bool IsInBuilding(Entry entry) => entry.Rules.Places.TryGetValue(entry.Log.Place, out var code) && code != OtherPlace;
}
