namespace MedicaidLogs.Ingest.Minutes;

/// <summary>Why minutes of a make-up count for no period.</summary>
public enum NotCredited
{
    /// <summary>It does not say which day it makes up.</summary>
    NamesNoDay,

    /// <summary>It was held before the day that it names.</summary>
    BeforeTheMiss,

    /// <summary>On that day no session of the service was missed under a grid row.</summary>
    NothingMissed,

    /// <summary>How long the missed session was to last is not known.</summary>
    MinutesUnknown,

    /// <summary>All that was missed has been made up by others.</summary>
    MadeUpAlready,

    /// <summary>It lasted longer than what was left to make up.</summary>
    MoreThanMissed,
}

/// <summary>Minutes of a make-up that could not be credited.</summary>
public sealed record UncreditedMakeUp(long EntryId, long? ProviderId, string Service, DateOnly Date, DateOnly? MakeupFor, int Minutes, NotCredited Why);

/// <summary>Credits make-ups to the sessions that they name: never twice, never more than was missed.</summary>
/// <remarks>
/// The earliest make-up comes first; of several misses of a day, those that are owed. A consultation makes up consultations alone.
/// </remarks>
internal static class MakeUps
{
    /// <param name="makeUps">With the verdict "delivered", in time.</param>
    /// <param name="missed">Sessions that were missed under a grid row, direct ones and consultations apart.</param>
    public static IEnumerable<UncreditedMakeUp> Credit(
        IEnumerable<LedgerEntry> makeUps, ILookup<(DateOnly Date, string Service, bool Consultation), MissedSession> missed)
    {
        foreach (var makeUp in makeUps)
        {
            if (makeUp.MakeupFor is not { } day || day > makeUp.Date)
            {
                yield return Uncredited(makeUp, makeUp.Minutes, makeUp.MakeupFor is null ? NotCredited.NamesNoDay : NotCredited.BeforeTheMiss);
                continue;
            }

            var misses = missed[(day, makeUp.Service, makeUp.IsConsultation)]
                .OrderBy(miss => miss.MakeUpOwed ? 0 : 1).ThenBy(miss => miss.Start).ThenBy(miss => miss.EntryId).ToList();
            var left = Spend(makeUp, misses);
            if (left > 0)
            {
                yield return Uncredited(makeUp, left, WhyNot(makeUp, left, misses));
            }
        }
    }

    /// <summary>The minutes that no miss takes.</summary>
    private static int Spend(LedgerEntry makeUp, List<MissedSession> misses)
    {
        var left = makeUp.Minutes;
        foreach (var miss in misses)
        {
            var credit = Math.Min(left, miss.LeftMinutes);
            if (credit > 0)
            {
                miss.Credit(new(makeUp.EntryId, makeUp.Date, credit));
                left -= credit;
            }
        }

        return left;
    }

    private static NotCredited WhyNot(LedgerEntry makeUp, int left, List<MissedSession> misses) =>
        misses.Count == 0 ? NotCredited.NothingMissed
        : misses.All(miss => miss.Minutes == 0) ? NotCredited.MinutesUnknown
        : left < makeUp.Minutes ? NotCredited.MoreThanMissed
        : NotCredited.MadeUpAlready;

    private static UncreditedMakeUp Uncredited(LedgerEntry makeUp, int minutes, NotCredited why) =>
        new(makeUp.EntryId, makeUp.ProviderId, makeUp.Service, makeUp.Date, makeUp.MakeupFor, minutes, why);
}
