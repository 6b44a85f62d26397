using System.Collections.Concurrent;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>From an instant to what the clock on the school's wall showed. Threads share it.</summary>
public sealed class WallClock(TimeZoneInfo zone)
{
    /// <summary>By UTC day; null where the offset changes within it. Asking the zone's rules costs ten times as much.</summary>
    private readonly ConcurrentDictionary<long, TimeSpan?> _offsetOfDay = [];

    public DateTime At(DateTimeOffset instant)
    {
        var day = instant.UtcTicks / TimeSpan.TicksPerDay;
        if (!_offsetOfDay.TryGetValue(day, out var offset))
        {
            offset = OffsetOfDay(day);
            _offsetOfDay.TryAdd(day, offset);
        }

        return new DateTime(instant.UtcTicks + (offset ?? zone.GetUtcOffset(instant)).Ticks);
    }

    private TimeSpan? OffsetOfDay(long day)
    {
        var begins = new DateTimeOffset(day * TimeSpan.TicksPerDay, TimeSpan.Zero);
        var first = zone.GetUtcOffset(begins);
        for (var hour = 1; hour <= 24; hour++)
        {
            if (begins.Ticks + (hour * TimeSpan.TicksPerHour) is var ticks && ticks <= DateTime.MaxValue.Ticks
                && zone.GetUtcOffset(new DateTimeOffset(ticks, TimeSpan.Zero)) != first)
            {
                return null;
            }
        }

        return first;
    }
}
