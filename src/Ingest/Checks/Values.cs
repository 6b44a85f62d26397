using System.Runtime.InteropServices;
using MedicaidLogs.Core.Units;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>What each entry brings in cents.</summary>
/// <remarks>
/// The minutes of a student, provider, code and day are summed before rounding (UNIT_SUM), so a billable entry's value is its
/// share, by minutes, of that line's charge: the values of a line's entries add up to the line to the cent. An entry that is
/// not billable is valued as if it stood alone: what it would bring if it were fixed.
/// </remarks>
public static class Values
{
    public static void Set(CheckContext context)
    {
        var day = new List<Entry>();
        foreach (var entry in context.Entries)
        {
            if (day.Count > 0 && (day[0].Date != entry.Date || day[0].Log.StudentNumber != entry.Log.StudentNumber))
            {
                SetDay(day);
                day.Clear();
            }

            day.Add(entry);
        }

        SetDay(day);
    }

    /// <summary>The units that a student's billable sessions of one code with one provider come to on a day.</summary>
    public static ServiceUnits UnitsOf(ReadOnlySpan<Entry> line)
    {
        var minutes = 0;
        foreach (var entry in line)
        {
            minutes += entry.Minutes;
        }

        return line[0].Code!.Units.UnitsOf(minutes, line.Length);
    }

    /// <summary>Whether two billable entries of a student's day are summed into one claim line.</summary>
    public static bool SameLine(Entry one, Entry other) =>
        one.Log.ProviderNumber == other.Log.ProviderNumber
        && one.Code == other.Code
        && one.Log.Telehealth == other.Log.Telehealth
        && one.Log.Place == other.Log.Place;

    private static void SetDay(List<Entry> day)
    {
        var line = new List<Entry>();
        foreach (var entry in day)
        {
            entry.ValueCents = Alone(entry);
        }

        for (var i = 0; i < day.Count; i++)
        {
            if (!Bills(day[i]) || Earlier(day, i))
            {
                continue;
            }

            line.Clear();
            for (var j = i; j < day.Count; j++)
            {
                if (Bills(day[j]) && SameLine(day[i], day[j]))
                {
                    line.Add(day[j]);
                }
            }

            Share(CollectionsMarshal.AsSpan(line));
        }
    }

    private static bool Bills(Entry entry) => entry.BillableSoFar && entry is { Code: not null, RateCents: not null };

    private static bool Earlier(List<Entry> day, int i)
    {
        for (var j = 0; j < i; j++)
        {
            if (Bills(day[j]) && SameLine(day[j], day[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static void Share(ReadOnlySpan<Entry> line)
    {
        if (line.Length == 1)
        {
            return; // Alone is all of it.
        }

        var weights = new long[line.Length];
        for (var i = 0; i < line.Length; i++)
        {
            weights[i] = line[i].Minutes;
        }

        var shares = Allocation.Split(UnitsOf(line).ChargeCents(line[0].RateCents!.Value), weights);
        for (var i = 0; i < line.Length; i++)
        {
            line[i].ValueCents = shares[i];
        }
    }

    private static long Alone(Entry entry) =>
        entry is { Code: { } code, RateCents: { } rate, Held: true, Minutes: > 0 }
            ? code.Units.UnitsOf(entry.Minutes, 1).ChargeCents(rate)
            : 0;
}
