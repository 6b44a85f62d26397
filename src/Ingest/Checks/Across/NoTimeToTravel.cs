using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_TRAVEL: the provider's session before was at another school, and there was no time to get here.</summary>
/// <remarks>
/// Source: OIG A-02-03-01023 (services not given as billed); the least minutes are in the rule pack (<c>provider.travelMinutes</c>). A
/// session is at the school where its student was enrolled, if it was given at school and not by video.
/// </remarks>
public static class NoTimeToTravel
{
    public const string Code = "PROV_TRAVEL";

    /// <summary>CMS place-of-service code set.</summary>
    private const string School = "03";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (IsAtSchool(entry)
            && Before(entry, context.ProviderDay(entry)) is { } before
            && before.School != entry.School
            && MinutesBetween(before, entry) is var minutes
            && minutes < entry.Rules.TravelMinutes)
        {
            findings.Warn(Code, entry, LogField.Start, RecordUsed.Of(before), minutes, before.Log.End, entry.Rules.TravelMinutes);
        }
    }

    /// <summary>The session at a school that ended last before this one; one that overlaps is OVL_PROVIDER's.</summary>
    private static Entry? Before(Entry entry, ReadOnlySpan<Entry> day)
    {
        Entry? last = null;
        foreach (var session in day)
        {
            if (session.Log.Start > entry.Log.Start)
            {
                break; // They come in time.
            }

            if (session.Log.End <= entry.Log.Start && !(session.Log.End < last?.Log.End) && IsAtSchool(session))
            {
                last = session;
            }
        }

        return last;
    }

    private static int MinutesBetween(Entry before, Entry after) =>
        (int)((after.Log.Start!.Value.Ticks - before.Log.End!.Value.Ticks) / TimeSpan.TicksPerMinute);

    private static bool IsAtSchool(Entry entry) =>
        entry is { Held: true, Undelivered: false, HasSessionTimes: true, IsTransport: false, Provider: not null, School: not null }
        && !entry.Log.Telehealth
        && entry.Rules.Places.GetValueOrDefault(entry.Log.Place) == School;
}
