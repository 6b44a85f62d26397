using System.Globalization;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Days and times in the rows of a theory, which take constants only.</summary>
internal static class Day
{
    public static DateOnly Of(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    public static DateOnly? OrNone(string? text) => text is null ? null : Of(text);
}
