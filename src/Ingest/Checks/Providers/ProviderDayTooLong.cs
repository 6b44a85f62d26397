using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>PROV_DAYLOAD: with this session the provider's day holds more minutes with students than a working day has.</summary>
/// <remarks>
/// Source: OIG A-02-03-01023 (impossible days); limit in the rule pack (<c>provider.maxDayMinutes</c>). Minutes on the clock count once,
/// however many students share them, so a group or a bus is no load of its own, and double booking is left to OVL_PROVIDER.
/// </remarks>
public static class ProviderDayTooLong
{
    public const string Code = "PROV_DAYLOAD";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!Counts(entry))
        {
            return;
        }

        var minutes = MinutesThrough(entry, context.ProviderDay(entry));
        if (minutes > entry.Rules.MaxProviderDayMinutes)
        {
            findings.Warn(Code, entry, LogField.ProviderNumber, RecordUsed.Of(entry.Provider), minutes, entry.Rules.MaxProviderDayMinutes);
        }
    }

    /// <summary>Minutes on the clock of the day's sessions that start no later than the entry, which come in time.</summary>
    private static int MinutesThrough(Entry entry, ReadOnlySpan<Entry> day)
    {
        var covered = TimeSpan.Zero;
        var until = TimeOnly.MinValue;
        foreach (var session in day)
        {
            if (session.Log.Start > entry.Log.Start)
            {
                break;
            }

            if (Counts(session) && session.Log.End > until)
            {
                var from = session.Log.Start > until ? session.Log.Start.Value : until;
                until = session.Log.End.Value;
                covered += until - from;
            }
        }

        return (int)covered.TotalMinutes;
    }

    private static bool Counts(Entry entry) => entry is { Held: true, Undelivered: false, HasSessionTimes: true, Provider: not null };
}
