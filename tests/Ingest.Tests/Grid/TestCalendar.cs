using MedicaidLogs.Ingest.Grid;

namespace MedicaidLogs.Ingest.Tests.Grid;

internal static class TestCalendar
{
    /// <summary>Instruction on each Monday to Friday that is not closed.</summary>
    public static InstructionalDays Weekdays(DateOnly from, DateOnly to, Predicate<DateOnly>? closed = null) =>
        new(Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays)
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && closed?.Invoke(day) != true));
}
