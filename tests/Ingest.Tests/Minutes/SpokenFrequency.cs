namespace MedicaidLogs.Ingest.Tests.Minutes;

/// <summary>A frequency in the words of a plan, and what whoever wrote the words meant by them.</summary>
/// <param name="Per">day, week, month, year or cycle.</param>
/// <param name="Length">Weeks, or days of a cycle.</param>
/// <param name="Minutes">In the whole period; null where the words do not say.</param>
/// <param name="SessionMinutes">Of one session; null where neither the words nor the column say.</param>
/// <param name="Column">The grid's minutes_per_session.</param>
internal sealed record SpokenFrequency(string Text, string Per, int Length, int? Minutes, int? SessionMinutes, int? Column = null)
{
    public static SpokenFrequency Any(Random random)
    {
        var (n, m, w, c) = (random.Next(1, 4), 5 * random.Next(2, 13), random.Next(2, 10), random.Next(2, 11));
        return random.Next(15) switch
        {
            0 => new($"{m} min {n}x/week", "week", 1, n * m, m),
            1 => new($"{n} x {m} min per week", "week", 1, n * m, m),
            2 => new($"{m} minutes per month", "month", 1, m, null),
            3 => new($"{20 * m} min/yr", "year", 1, 20 * m, null),
            4 => new($"{m}min {n}x{w}wks", "week", w, n * m, m),
            5 => new($"{m} minutes {n}x9wks", "week", 9, n * m, m),
            6 => new("1 hour per week", "week", 1, 60, null),
            7 => new($"{m} minutes every two weeks", "week", 2, m, null),
            8 => new($"daily, {m} min", "day", 1, m, null),
            9 => new($"{n} per {c}-day cycle", "cycle", c, n * m, m, Column: m),
            10 => new($"{n} per {c}-day cycle", "cycle", c, null, null),
            11 => new($"{n} x {m} min per {c}-day cycle", "cycle", c, n * m, m),
            12 => new($"once a week for {m} minutes", "week", 1, m, m),
            13 => new($"{m} min per day, {n} days per week", "week", 1, n * m, null),
            _ => new("as needed", "", 0, null, null),
        };
    }
}
