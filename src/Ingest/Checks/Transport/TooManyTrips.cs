using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>TRN_COUNT: with this ride the student has more one-way trips than a day usually has.</summary>
/// <remarks>Source: OIG A-07-03-00155 (trips not taken); trips a day in the rule pack (<c>transport.maxTripsPerDay</c>).</remarks>
public static class TooManyTrips
{
    public const string Code = "TRN_COUNT";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!IsBilledTrip(entry))
        {
            return;
        }

        var trips = TripsThrough(entry, context.StudentDay(entry));
        if (trips > entry.Rules.MaxTripsPerDay)
        {
            findings.Warn(Code, entry, LogField.Start, RecordUsed.None, trips, entry.Rules.MaxTripsPerDay);
        }
    }

    private static int TripsThrough(Entry entry, ReadOnlySpan<Entry> day)
    {
        var trips = 0;
        foreach (var trip in day)
        {
            trips += IsBilledTrip(trip) ? 1 : 0;
            if (trip == entry)
            {
                break;
            }
        }

        return trips;
    }

    private static bool IsBilledTrip(Entry entry) => entry is { IsTransport: true, BillableSoFar: true };
}
