using System.Globalization;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.RoundTrip;

/// <summary>What a cell says of a field, as a text of docs/file-formats.md.</summary>
/// <remarks>
/// A spreadsheet program writes <c>2026-10-06</c> back as <c>10/6/2026</c> or as a number, <c>09:00</c> as <c>9:00:00 AM</c>, and drops the zeros
/// before a number. None of that is a correction: what says the same stays as it was.
/// </remarks>
internal static class SheetValue
{
    private const decimal MinutesOfDay = 1440;

    /// <summary>The day before the first that a workbook counts, as it counts every day since March 1900.</summary>
    private static readonly DateOnly _dayZero = new(1899, 12, 30);

    private static readonly string[] _dates = ["yyyy-MM-dd", "M/d/yyyy", "M/d/yy", "yyyy-M-d", "MMM d, yyyy", "d-MMM-yy", "d-MMM-yyyy"];
    private static readonly string[] _times = ["HH:mm", "H:mm", "HH:mm:ss", "H:mm:ss", "h:mm tt", "h:mm:ss tt", "h:mmtt"];

    /// <param name="was">What the field said when the sheet was made.</param>
    public static string TextOf(string field, SheetCell cell, string was)
    {
        var text = FieldTexts.Normal(cell.Text);
        if (text == was || Plain(text) == was)
        {
            return was;
        }

        text = Plain(text);
        return field switch
        {
            _ when text.Length == 0 => "",
            LogField.Date or LogField.MakeupFor => Day(text, cell.IsNumber) ?? text,
            LogField.Start or LogField.End => Time(text, cell.IsNumber) ?? text,
            LogField.MinutesAway => Whole(text) ?? text,
            LogField.Mode or LogField.Telehealth => text.ToLowerInvariant(),
            _ when IsSameNumber(text, was) => was,
            _ => text,
        };
    }

    /// <summary>Without the apostrophe that keeps a text from being taken for a formula.</summary>
    public static string Plain(string text) => text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;

    private static string? Day(string text, bool isNumber) =>
        isNumber && Number(text) is { } days && days is > 60 and < 1_000_000
            ? Written(_dayZero.AddDays((int)days))
            : DateOnly.TryParseExact(text, _dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day) ? Written(day)
            : null;

    private static string? Time(string text, bool isNumber) =>
        isNumber && Number(text) is { } part && decimal.Round(part * MinutesOfDay) is >= 0 and < MinutesOfDay and var minutes
            ? Written(new TimeOnly((int)minutes / 60, (int)minutes % 60))
            : TimeOnly.TryParseExact(text, _times, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time) ? Written(time)
            : null;

    private static string? Whole(string text) =>
        Number(text) is { } number && number == decimal.Truncate(number) && number is >= 0 and < int.MaxValue ? ((int)number).ToString(CultureInfo.InvariantCulture) : null;

    private static bool IsSameNumber(string text, string was) =>
        was.Length > 0 && was.All(char.IsAsciiDigit) && Whole(text) is { } whole && whole == was.TrimStart('0').PadLeft(1, '0');

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Written(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
