namespace MedicaidLogs.Ingest.Files;

/// <summary>From a district's wall clock to UTC.</summary>
/// <remarks>The hour that autumn repeats is read as its first pass; the hour that spring skips is no time at all.</remarks>
internal sealed class LocalTime(TimeZoneInfo zone)
{
    /// <summary>The zone's rules cost more than all else in a row, and most days have one offset from end to end.</summary>
    private readonly Dictionary<DateTime, TimeSpan?> _offsetOfWholeDay = [];

    public bool TryToUtc(DateTime local, out DateTimeOffset utc)
    {
        if (!_offsetOfWholeDay.TryGetValue(local.Date, out var offset))
        {
            offset = OffsetOfWholeDay(local.Date);
            _offsetOfWholeDay.Add(local.Date, offset);
        }

        offset ??= OffsetAt(local);
        utc = default;
        if (offset is not { } known || local.Ticks < known.Ticks || local.Ticks - known.Ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        utc = new(local.Ticks - known.Ticks, TimeSpan.Zero);
        return true;
    }

    private TimeSpan? OffsetOfWholeDay(DateTime date)
    {
        var first = OffsetAt(date);
        for (var hour = 1; hour < 24; hour++)
        {
            if (OffsetAt(date.AddHours(hour)) != first)
            {
                return null;
            }
        }

        return OffsetAt(date.AddTicks(TimeSpan.TicksPerDay - 1)) == first ? first : null;
    }

    /// <summary>Null for a time that the clock skips.</summary>
    private TimeSpan? OffsetAt(DateTime local)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            return null;
        }

        return zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
    }
}
