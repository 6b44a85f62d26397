using System.Globalization;
using System.Text;

namespace MedicaidLogs.Ingest.Files;

/// <summary>The current row's values by column, typed. What cannot be read becomes a problem of the row, never an exception.</summary>
/// <remarks>Each getter gives a default after a problem, so that a reader can go on and a clerk hears of all problems at once.</remarks>
public sealed class RowReader
{
    private const int ProcedureCharacters = 5;

    private static readonly string[] _yesNo = ["yes", "no"];

    private readonly RecordReader _records;
    private readonly ColumnSource[] _sources;
    private readonly ValueFormats _formats;

    internal RowReader(RecordReader records, ColumnSource[] sources, ValueFormats formats)
    {
        _records = records;
        _sources = sources;
        _formats = formats;
    }

    /// <summary>Why the row is malformed; null while it is good.</summary>
    public string? Problem { get; private set; }

    /// <summary>Where somebody wants to know which words the columns take, they are put here as they are asked for.</summary>
    internal Dictionary<Column, IReadOnlyList<string>>? Choices { get; init; }

    /// <summary>Makes the row malformed.</summary>
    /// <param name="problem">A sentence in a clerk's words that holds no value of the row.</param>
    public void Reject(string problem) => Problem = Problem is null ? problem : $"{Problem} {problem}";

    /// <param name="fault">Follows the column's name: "is not a ZIP code".</param>
    public void Reject(Column column, string fault) => Reject($"{Label(column)} {fault}.");

    /// <summary>Empty where the row says nothing.</summary>
    public string Text(Column column)
    {
        var source = _sources[column.Ordinal];
        var text = source.Constant ?? (source.Index < 0 ? "" : _records.Fields.GetString(source.Index));
        if (source.Values is not null && source.Values.TryGetValue(text, out var ours))
        {
            text = ours;
        }

        if (text.Length == 0)
        {
            Missing(column);
        }
        else if (text.Length > column.MaxCharacters)
        {
            Reject(column, string.Create(
                CultureInfo.InvariantCulture, $"is longer than {column.MaxCharacters} characters"));
        }

        return text;
    }

    public string? TextOrNull(Column column) => Text(column) is { Length: > 0 } text ? text : null;

    public DateOnly Date(Column column) => DateOrNull(column) ?? default;

    public DateOnly? DateOrNull(Column column)
    {
        var text = Bytes(column);
        if (text.IsEmpty)
        {
            return Missing<DateOnly>(column);
        }

        if (_formats.TryDate(text, out var date))
        {
            return date;
        }

        Reject(column, $"is not a date like {_formats.DateExample}");
        return null;
    }

    public TimeOnly? TimeOrNull(Column column)
    {
        var text = Bytes(column);
        if (text.IsEmpty)
        {
            return Missing<TimeOnly>(column);
        }

        if (_formats.TryTime(text, out var time))
        {
            return time;
        }

        Reject(column, $"is not a time like {_formats.TimeExample}");
        return null;
    }

    /// <summary>An instant of the district's own clock, in UTC.</summary>
    public DateTimeOffset? InstantOrNull(Column column)
    {
        var text = Bytes(column);
        if (text.IsEmpty)
        {
            return Missing<DateTimeOffset>(column);
        }

        if (_formats.TryInstant(text, out var instant))
        {
            return instant;
        }

        Reject(column, $"is not a date and time like {_formats.InstantExample}, or one that the clock skips in spring");
        return null;
    }

    /// <summary>Nothing is no.</summary>
    public bool YesNo(Column column)
    {
        Choices?.TryAdd(column, _yesNo);
        var text = Bytes(column);
        if (text.IsEmpty || Ascii.EqualsIgnoreCase(text, "no"u8))
        {
            return false;
        }

        if (!Ascii.EqualsIgnoreCase(text, "yes"u8))
        {
            Reject(column, "is neither yes nor no");
        }

        return true;
    }

    /// <summary>A whole number without a sign.</summary>
    public int? NumberOrNull(Column column, int least, int most)
    {
        var text = Bytes(column);
        if (text.IsEmpty)
        {
            return Missing<int>(column);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Reject(column, string.Create(CultureInfo.InvariantCulture, $"is not a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>Dollars above nothing with at most two decimals, as cents.</summary>
    public long Cents(Column column) => Cents(column, least: 1, "is not an amount above 0 in dollars like 17.79");

    /// <summary>Dollars with at most two decimals, as cents; nothing is an amount too.</summary>
    public long CentsOrNothing(Column column) => Cents(column, least: 0, "is not an amount in dollars like 17.79 or 0");

    /// <summary>A procedure code in upper case.</summary>
    public string Procedure(Column column)
    {
        var code = Text(column).ToUpperInvariant();
        if (code.Length is not 0 and not ProcedureCharacters || !code.All(char.IsAsciiLetterOrDigit))
        {
            Reject(column, "is not a code of five letters and digits");
        }

        return code;
    }

    /// <summary>One of a few words, in any case.</summary>
    public T? Word<T>(Column column, Words<T> words)
    {
        Choices?.TryAdd(column, words.All);
        var text = Bytes(column);
        if (text.IsEmpty)
        {
            Missing(column);
            return default;
        }

        if (!words.TryRead(text, out var meaning))
        {
            Reject(column, $"is none of {words}");
        }

        return meaning;
    }

    /// <summary>One of a few words, in any case; what an empty field means is the caller's to say.</summary>
    public T? WordOr<T>(Column column, Words<T> words, T otherwise)
    {
        Choices?.TryAdd(column, words.All);
        return Bytes(column).IsEmpty ? otherwise : Word(column, words);
    }

    /// <summary>Values that stand between semicolons; empty ones are dropped.</summary>
    public string[] List(Column column) =>
        Text(column) is { Length: > 0 } text
            ? text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];

    /// <summary>A range of days that ends before it begins is a problem.</summary>
    public void DemandOrder(Column first, DateOnly? from, Column last, DateOnly? to)
    {
        if (to < from)
        {
            Reject($"{Label(last)} is before {Label(first)}.");
        }
    }

    internal void Begin() => Problem = null;

    /// <summary>What the file says, and what it means after the mapping's constants and words; nothing is a problem here.</summary>
    internal (string Said, string Meant) Shown(Column column)
    {
        var source = _sources[column.Ordinal];
        if (source.Index < 0)
        {
            return ("", source.Constant ?? "");
        }

        var said = _records.Fields.GetString(source.Index);
        return (said, source.Values?.GetValueOrDefault(said) ?? said);
    }

    private long Cents(Column column, long least, string fault)
    {
        var text = Bytes(column);
        if (text.IsEmpty)
        {
            Missing(column);
            return 0;
        }

        if (Dollars.TryReadCents(text, out var cents) && cents >= least)
        {
            return cents;
        }

        Reject(column, fault);
        return 0;
    }

    private ReadOnlySpan<byte> Bytes(Column column)
    {
        var source = _sources[column.Ordinal];
        if (source.Index < 0)
        {
            return source.ConstantBytes;
        }

        if (source.Values is not null
            && source.Values.TryGetValue(_records.Fields.GetString(source.Index), out var ours))
        {
            return Encoding.UTF8.GetBytes(ours);
        }

        return _records.Fields.GetSpan(source.Index);
    }

    private T? Missing<T>(Column column)
        where T : struct
    {
        Missing(column);
        return null;
    }

    private void Missing(Column column)
    {
        if (column.IsRequired)
        {
            Reject(column, "is empty");
        }
    }

    private string Label(Column column) => _sources[column.Ordinal].Label;
}
