using System.Collections.Concurrent;
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
        if (context.Entries.IsEmpty)
        {
            return;
        }

        Parallel.ForEach(Partitioner.Create(0, context.Entries.Length, CheckEngine.SliceEntries), slice =>
        {
            var entries = context.Entries[slice.Item1..slice.Item2];
            foreach (var entry in entries)
            {
                var day = context.StudentDay(entry);
                if (ReferenceEquals(day[0], entry)) // a day belongs to the slice that it begins in
                {
                    SetDay(day);
                }
            }
        });
    }

    private static void SetDay(ReadOnlySpan<Entry> day)
    {
        foreach (var entry in day)
        {
            entry.ValueCents = Alone(entry);
        }

        for (var i = 0; i < day.Length; i++)
        {
            if (DayLine.Begins(day, i))
            {
                Share(day[i], day);
            }
        }
    }

    private static void Share(Entry first, ReadOnlySpan<Entry> day)
    {
        if (DayLine.MinutesOf(first, day) == first.Minutes)
        {
            return; // Alone is all of it.
        }

        // Sessions of the day that are not of the line weigh nothing and get nothing.
        var weights = new long[day.Length];
        for (var i = 0; i < day.Length; i++)
        {
            weights[i] = DayLine.Takes(day[i]) && DayLine.IsOne(first, day[i]) ? day[i].Minutes : 0;
        }

        var shares = Allocation.Split(DayLine.UnitsOf(first, day).ChargeCents(first.RateCents!.Value), weights);
        for (var i = 0; i < day.Length; i++)
        {
            if (weights[i] > 0)
            {
                day[i].ValueCents = shares[i];
            }
        }
    }

    private static long Alone(Entry entry) =>
        entry is { Code: { } code, RateCents: { } rate, Held: true, Minutes: > 0 }
            ? code.Units.UnitsOf(entry.Minutes, 1).ChargeCents(rate)
            : 0;
}
