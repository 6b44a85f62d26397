namespace MedicaidLogs.Billing.X12;

/// <summary>Cuts a file into segments, without copying. Separators come from each ISA, whatever they are.</summary>
/// <remarks>
/// Liberal: a UTF-8 byte order mark, line breaks and blanks between segments, an ISA with fields of wrong width, and several
/// interchanges in one file are read. Where it cannot go on, <see cref="Read"/> is false and <see cref="Refusal"/> says where and why;
/// no input makes it throw or run on. It knows nothing of loops.
/// </remarks>
public ref struct X12Reader
{
    private const int MaxInterchangeHeader = 512;
    private const int HeaderElements = 16;

    private readonly ReadOnlySpan<byte> _input;
    private int[] _ends = new int[32];
    private int _count;
    private int _start;
    private int _next;

    public X12Reader(ReadOnlySpan<byte> input)
    {
        _input = input;
        _next = input.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Of the interchange that is being read.</summary>
    public Separators Separators { get; private set; }

    /// <summary>Why reading stopped before the end; null while it goes on, and after a good end.</summary>
    public X12Refusal? Refusal { get; private set; }

    /// <summary>The segment that the last <see cref="Read"/> found. It points into the input.</summary>
    public readonly X12Segment Segment => new(_input, _start, _ends.AsSpan(0, _count), Separators);

    /// <summary>Steps to the next segment.</summary>
    /// <returns>False at the end and at what cannot be read.</returns>
    public bool Read()
    {
        if (Refusal is not null || !SkipBlanks())
        {
            return false;
        }

        if (StartsInterchange() ? !ReadSeparators() : Separators == default)
        {
            return Refusal is null && Refuse(_next, "The file does not begin with an ISA segment.");
        }

        _start = _next;
        var rest = _input[_start..];
        var length = rest.IndexOf((byte)Separators.Terminator);
        if (length < 0)
        {
            rest = rest.TrimEnd(" \r\n\t"u8);
            if (!rest.StartsWith("IEA"u8))
            {
                return Refuse(_start, "The file ends inside a segment.");
            }

            length = rest.Length;
            _next = _input.Length;
        }
        else
        {
            _next = _start + length + 1;
        }

        Split(rest[..length]);
        return IsSegmentId(Segment.Id) || Refuse(_start, "A segment has no id of two or three capital letters and digits.");
    }

    private static bool IsSegmentId(ReadOnlySpan<byte> id) =>
        id.Length is 2 or 3 && char.IsAsciiLetterUpper((char)id[0])
        && IsIdCharacter(id[1]) && (id.Length == 2 || IsIdCharacter(id[2]));

    private static bool IsIdCharacter(byte b) => char.IsAsciiLetterUpper((char)b) || char.IsAsciiDigit((char)b);

    private bool SkipBlanks()
    {
        while (_next < _input.Length && (_input[_next] <= ' ' || (Separators != default && _input[_next] == Separators.Terminator)))
        {
            _next++;
        }

        return _next < _input.Length;
    }

    private readonly bool StartsInterchange() =>
        _input[_next..] is [(byte)'I', (byte)'S', (byte)'A', var separator, ..] && !char.IsAsciiLetterOrDigit((char)separator);

    /// <summary>The byte after "ISA" is the element separator; behind the sixteenth stand the component separator and the terminator.</summary>
    private bool ReadSeparators()
    {
        var header = _input[_next..Math.Min(_input.Length, _next + MaxInterchangeHeader)];
        var element = header[3];
        var at = 3;
        var repetition = '\0';
        for (var i = 1; i < HeaderElements; i++)
        {
            var length = header[(at + 1)..].IndexOf(element);
            if (length < 0)
            {
                return Refuse(_next, "The ISA segment has fewer than sixteen elements.");
            }

            if (i == 11 && length == 1 && !char.IsAsciiLetterOrDigit((char)header[at + 1]))
            {
                repetition = (char)header[at + 1];
            }

            at += length + 1;
        }

        if (at + 2 >= header.Length)
        {
            return Refuse(_next, "The file ends inside its ISA segment.");
        }

        Separators = new((char)element, (char)header[at + 1], repetition, (char)header[at + 2]);
        return Separators.Element != Separators.Component && Separators.Element != Separators.Terminator
            && Separators.Component != Separators.Terminator && !char.IsAsciiLetterOrDigit(Separators.Terminator)
            || Refuse(_next + at, "The ISA segment names one separator for two purposes, or a letter or digit.");
    }

    private void Split(ReadOnlySpan<byte> segment)
    {
        var element = (byte)Separators.Element;
        _count = 0;
        var at = 0;
        while (true)
        {
            if (_count == _ends.Length)
            {
                Array.Resize(ref _ends, _count * 2);
            }

            var length = segment[at..].IndexOf(element);
            at = length < 0 ? segment.Length : at + length;
            _ends[_count++] = at;
            if (length < 0)
            {
                return;
            }

            at++;
        }
    }

    private bool Refuse(int offset, string reason)
    {
        Refusal = new(offset, reason);
        _count = 0;
        return false;
    }
}

/// <summary>Where and why an interchange cannot be read. The reason never holds data.</summary>
/// <param name="Offset">Bytes from the start of the input.</param>
/// <param name="Reason">For the person who asks the sender.</param>
public sealed record X12Refusal(int Offset, string Reason);
