using System.Buffers;
using System.Globalization;
using System.Text;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>Reads the values of a PDF one after another, as they are written. Comments are not expected: no program writes any inside a value.</summary>
/// <remarks>Source: ISO 32000-2, 7.2 and 7.3.</remarks>
internal sealed class PdfScanner(ReadOnlyMemory<byte> file, int position)
{
    private const int DeepestNesting = 32;

    private static readonly SearchValues<byte> _whiteSpace = SearchValues.Create("\0\t\n\f\r "u8);
    private static readonly SearchValues<byte> _endOfWord = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    private int _nesting;

    public int Position { get; private set; } = position >= 0 && position < file.Length
        ? position
        : throw new PdfFormatException($"The file has no byte {position}.");

    /// <summary>Whether nothing follows but white space.</summary>
    public bool AtEnd => Rest.IndexOfAnyExcept(_whiteSpace) < 0;

    private ReadOnlySpan<byte> Rest => file.Span[Position..];

    public void Expect(string text)
    {
        if (!TryTake(text))
        {
            throw Fault($"'{text}' is expected");
        }
    }

    public bool TryTake(string text)
    {
        SkipWhiteSpace();
        if (!Rest.StartsWith(Encoding.Latin1.GetBytes(text)))
        {
            return false;
        }

        Position += text.Length;
        return true;
    }

    public int Number() => int.TryParse(Value(), CultureInfo.InvariantCulture, out var number) ? number : throw Fault("a number is expected");

    /// <summary>The next value as it is written; a reference (<c>12 0 R</c>) is one value, its parts separated by one blank.</summary>
    public string Value()
    {
        SkipWhiteSpace();
        var start = Position;
        SkipValue();
        if (IsWholeNumber(start) && TryReference() is { } end)
        {
            var parts = Text(start, end).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            Position = end;
            return string.Join(' ', parts);
        }

        return Text(start, Position);
    }

    public PdfFormatException Fault(string what) => new($"Not a PDF that can be read: at byte {Position}, {what}.");

    private string Text(int start, int end) => Encoding.Latin1.GetString(file.Span[start..end]);

    private bool IsWholeNumber(int start) => !file.Span[start..Position].ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Where the reference ends whose first number was just read; null where it is only a number.</summary>
    private int? TryReference()
    {
        var back = Position;
        SkipWhiteSpace();
        var generation = Position;
        Position += Word();
        var found = Position > generation && IsWholeNumber(generation) && TryTake("R") && Word() == 0;
        var end = Position;
        Position = back;
        return found ? end : null;
    }

    private void SkipValue()
    {
        if (Rest.IsEmpty)
        {
            throw Fault("the file ends in a value");
        }

        if (Rest.StartsWith("<<"u8))
        {
            SkipUntil("<<", ">>");
        }
        else if (Rest[0] == '[')
        {
            SkipUntil("[", "]");
        }
        else if (Rest[0] == '(')
        {
            SkipString();
        }
        else if (Rest[0] == '<')
        {
            Position += Rest.IndexOf((byte)'>') is >= 0 and var end ? end + 1 : throw Fault("a text has no end");
        }
        else
        {
            var slash = Rest[0] == '/' ? 1 : 0;
            Position += slash;
            var length = Word();
            Position += length + slash > 0 ? length : throw Fault("a value is expected");
        }
    }

    private void SkipUntil(string open, string close)
    {
        if (++_nesting > DeepestNesting)
        {
            throw Fault("values are nested too deep");
        }

        Expect(open);
        while (!TryTake(close))
        {
            SkipValue();
        }

        _nesting--;
    }

    /// <summary>A text in parentheses, which may stand in it in pairs.</summary>
    private void SkipString()
    {
        var depth = 0;
        do
        {
            if (Rest.IsEmpty)
            {
                throw Fault("a text has no end");
            }

            depth += Rest[0] switch { (byte)'(' => 1, (byte)')' => -1, _ => 0 };
            Position = Math.Min(Position + (Rest[0] == '\\' ? 2 : 1), file.Length);
        }
        while (depth > 0);
    }

    private int Word() => Rest.IndexOfAny(_endOfWord) is >= 0 and var end ? end : Rest.Length;

    private void SkipWhiteSpace() => Position += Rest.IndexOfAnyExcept(_whiteSpace) is >= 0 and var skipped ? skipped : Rest.Length;
}
