using System.Globalization;
using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Web.Auditing;

/// <summary>A value as an audit pack has it, shown as people write it.</summary>
public static class StoredText
{
    private static readonly string[] _instants = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <param name="zone">The district's.</param>
    /// <returns>A text that is no instant, day or time of day comes back as it is.</returns>
    public static string Of(string text, TimeZoneInfo zone) =>
        DateTimeOffset.TryParseExact(text, _instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Show.Instant(at, zone)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Show.Date(day)
        : TimeOnly.TryParseExact(text, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? Show.Time(time)
        : text;
}
