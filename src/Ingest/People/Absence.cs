namespace MedicaidLogs.Ingest.People;

/// <summary>The school's own attendance says that the student was not there.</summary>
/// <param name="From">00:00: from the start of the day.</param>
/// <param name="To">Null: to the end of the day.</param>
public sealed record Absence(long AbsenceId, DateOnly Day, TimeOnly From, TimeOnly? To)
{
    public bool IsWholeDay => From == TimeOnly.MinValue && To is null;

    /// <summary>Minutes of a stretch of the day in which the student was absent.</summary>
    public int MinutesWithin(TimeOnly start, TimeOnly end)
    {
        var from = From > start ? From : start;
        var to = To < end ? To.Value : end;
        return to > from ? (int)((to.Ticks - from.Ticks) / TimeSpan.TicksPerMinute) : 0;
    }
}
