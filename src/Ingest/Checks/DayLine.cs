using MedicaidLogs.Core.Packs;
using MedicaidLogs.Core.Units;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>The claim line that the billable sessions of a student, provider, code, place and day are summed into.</summary>
/// <remarks>
/// Source: TMHP, School Health and Related Services Handbook: minutes of a day are summed before they are rounded (UNIT_SUM). Nothing
/// here allocates: a line is a choice among the entries of its student's day.
/// </remarks>
public static class DayLine
{
    /// <summary>Whether nothing so far keeps the session out of a claim line.</summary>
    public static bool Takes(Entry entry) => entry is { BillableSoFar: true, Code: not null, RateCents: not null };

    /// <summary>Whether two sessions of a student's day belong to one line, if both are taken.</summary>
    public static bool IsOne(Entry one, Entry other) =>
        one.Log.ProviderNumber == other.Log.ProviderNumber
        && one.Code == other.Code
        && one.Log.Telehealth == other.Log.Telehealth
        && one.Log.Place == other.Log.Place;

    /// <summary>Whether the session at <paramref name="index"/> is the first of its line.</summary>
    public static bool Begins(ReadOnlySpan<Entry> day, int index)
    {
        foreach (var earlier in day[..index])
        {
            if (Takes(earlier) && IsOne(earlier, day[index]))
            {
                return false;
            }
        }

        return Takes(day[index]);
    }

    /// <summary>The minutes of the entry's line, of those sessions that <paramref name="day"/> holds.</summary>
    public static int MinutesOf(Entry entry, ReadOnlySpan<Entry> day) => SumOf(entry, day).Minutes;

    /// <summary>The units that the entry's line comes to, of those sessions that <paramref name="day"/> holds.</summary>
    public static ServiceUnits UnitsOf(Entry entry, ReadOnlySpan<Entry> day)
    {
        var (minutes, sessions) = SumOf(entry, day);
        return entry.Code!.Units.UnitsOf(minutes, sessions);
    }

    /// <summary>The units of a code that fill a cap: all of its lines, of those sessions that <paramref name="day"/> holds.</summary>
    public static ServiceUnits UnitsOf(CodeRule code, ReadOnlySpan<Entry> day)
    {
        var units = ServiceUnits.Zero;
        for (var i = 0; i < day.Length; i++)
        {
            if (day[i].Code == code && Begins(day, i))
            {
                var (minutes, sessions) = SumOf(day[i], day);
                units += code.Units.UnitsOf(minutes, sessions);
            }
        }

        return units;
    }

    /// <summary>Of sessions in time, not none, those of the first day.</summary>
    public static ReadOnlySpan<Entry> FirstDayOf(ReadOnlySpan<Entry> sessions)
    {
        var count = 1;
        while (count < sessions.Length && sessions[count].Date == sessions[0].Date)
        {
            count++;
        }

        return sessions[..count];
    }

    private static (int Minutes, int Sessions) SumOf(Entry entry, ReadOnlySpan<Entry> day)
    {
        var (minutes, sessions) = (0, 0);
        foreach (var other in day)
        {
            if (Takes(other) && IsOne(entry, other))
            {
                minutes += other.Minutes;
                sessions++;
            }
        }

        return (minutes, sessions);
    }
}
