using System.Globalization;
using System.Text;

namespace MedicaidLogs.Ingest.Files;

/// <summary>Reads dates, times and instants as a file writes them: our own forms by hand, a vendor's by .NET format strings.</summary>
internal sealed class ValueFormats
{
    public const int FirstYear = 1900;

    private const int MaxCharacters = 40;

    private readonly string[]? _dates;
    private readonly string[]? _times;
    private readonly string[]? _instants;
    private readonly LocalTime _zone;

    public ValueFormats(ColumnMapping mapping, TimeZoneInfo zone)
    {
        _dates = mapping.Dates;
        _times = mapping.Times;
        _instants = mapping.Instants;
        _zone = new(zone);
        DateExample = _dates?[0] ?? "2026-10-05";
        TimeExample = _times?[0] ?? "13:05";
        InstantExample = _instants?[0] ?? "2026-10-05T13:05";
    }

    public string DateExample { get; }

    public string TimeExample { get; }

    public string InstantExample { get; }

    /// <summary>A date of 1900 or later: an earlier one is a slip, and the first day of all stands for minus infinity in the store.</summary>
    public bool TryDate(ReadOnlySpan<byte> text, out DateOnly date) => TryAnyDate(text, out date) && date.Year >= FirstYear;

    private bool TryAnyDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        if (_dates is null)
        {
            return TryIsoDate(text, out date);
        }

        date = default;
        Span<char> characters = stackalloc char[MaxCharacters];
        return Encoding.UTF8.TryGetChars(text, characters, out var count)
            && DateOnly.TryParseExact(characters[..count], _dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    public bool TryTime(ReadOnlySpan<byte> text, out TimeOnly time)
    {
        if (_times is null)
        {
            return TryIsoTime(text, out time);
        }

        time = default;
        Span<char> characters = stackalloc char[MaxCharacters];
        return Encoding.UTF8.TryGetChars(text, characters, out var count)
            && TimeOnly.TryParseExact(characters[..count], _times, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    /// <summary>An instant of the district's clock. False also for one that the clock skips in spring.</summary>
    public bool TryInstant(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        return TryLocal(text, out var local) && _zone.TryToUtc(local, out instant);
    }

    private bool TryLocal(ReadOnlySpan<byte> text, out DateTime local)
    {
        local = default;
        if (_instants is not null)
        {
            Span<char> characters = stackalloc char[MaxCharacters];
            return Encoding.UTF8.TryGetChars(text, characters, out var count)
                && DateTime.TryParseExact(characters[..count], _instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out local);
        }

        if (text.Length != 16 || text[10] != 'T' || !TryIsoDate(text[..10], out var date) || !TryIsoTime(text[11..], out var time))
        {
            return false;
        }

        local = date.ToDateTime(time);
        return true;
    }

    private static bool TryIsoDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..], out var day)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new(year, month, day);
        return true;
    }

    private static bool TryIsoTime(ReadOnlySpan<byte> text, out TimeOnly time)
    {
        time = default;
        if (text.Length != 5 || text[2] != ':'
            || !TryDigits(text[..2], out var hour) || !TryDigits(text[3..], out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        time = new(hour, minute);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
