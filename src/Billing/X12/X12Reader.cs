using System.Text;

namespace MedicaidLogs.Billing.X12;

/// <summary>Cuts a file into segments, without copying them. Separators come from each ISA, whatever they are.</summary>
/// <remarks>
/// Liberal: byte order marks, UTF-16, line breaks and blanks between segments, ids in lower case, an ISA with fields of wrong
/// width, and several interchanges in one file are read. It holds one buffer, however long the file (<see cref="MaxFileBytes"/>); a
/// segment is at most <see cref="MaxSegmentBytes"/> long and has at most <see cref="MaxElements"/> elements. No input makes it run
/// on, or throw anything but <see cref="X12RefusedException"/> (and what the stream throws). It knows nothing of loops.
/// </remarks>
public sealed class X12Reader(Stream input)
{
    public const int MaxSegmentBytes = 8 * 1024;
    public const int MaxElements = 256;
    public const long MaxFileBytes = 4L * 1024 * 1024 * 1024;

    private const int BufferBytes = 64 * 1024;
    private const int MaxInterchangeHeader = 512;
    private const int HeaderElements = 16;

    private readonly X12Input _input = new(input);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly int[] _ends = new int[MaxElements + 1];
    private int _count;

    /// <summary>Bytes of the input that have left the buffer.</summary>
    private long _passed;

    /// <summary>In the buffer: where the segment begins, where the next one may, where the input read so far ends.</summary>
    private int _start;
    private int _next;
    private int _filled;

    public X12Reader(byte[] input)
        : this(new MemoryStream(input, writable: false))
    {
    }

    /// <summary>Of the interchange that is being read.</summary>
    public Separators Separators { get; private set; }

    /// <summary>The number of the segment, counted from 1 over the whole file.</summary>
    public long Number { get; private set; }

    /// <summary>The segment that the last <see cref="Read"/> found. The next one overwrites it.</summary>
    public X12Segment Segment => new(_buffer.AsSpan(_start), Offset, _ends.AsSpan(0, _count), Separators);

    private long Offset => _input.OffsetOf(_passed + _start);

    /// <summary>Steps to the next segment.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="X12RefusedException">It is not possible to go on.</exception>
    public bool Read()
    {
        _count = 0;
        if (!SkipBlanks())
        {
            return false;
        }

        Number++;
        if (StartsInterchange())
        {
            ReadSeparators();
        }
        else if (Separators == default)
        {
            throw Refused(RefusalReasons.NotX12);
        }

        if (Offset > MaxFileBytes)
        {
            throw Refused(RefusalReasons.Limit);
        }

        var length = LengthOfSegment();
        Split(_buffer.AsSpan(_start, length));
        _next = Math.Min(_start + length + 1, _filled);
        return IsSegmentId(Segment.Id) ? true : throw Refused(RefusalReasons.SegmentId);
    }

    /// <summary>The refusal of the file at its current segment.</summary>
    /// <param name="element">For example CLP04.</param>
    public X12RefusedException Refused(RefusalReason reason, string element = "") => new(new(reason, Offset, Number, element));

    private static bool IsSegmentId(ReadOnlySpan<byte> id) =>
        id.Length is 2 or 3 && char.IsAsciiLetter((char)id[0]) && char.IsAsciiLetterOrDigit((char)id[1]) && char.IsAsciiLetterOrDigit((char)id[^1]);

    private bool SkipBlanks()
    {
        while (true)
        {
            for (; _next < _filled; _next++)
            {
                if (_buffer[_next] > ' ' && (_buffer[_next] != Separators.Terminator || Separators == default))
                {
                    _start = _next;
                    return true;
                }
            }

            _start = _next;
            if (!Fill())
            {
                return false;
            }
        }
    }

    private bool StartsInterchange() =>
        Has(4) && Ascii.EqualsIgnoreCase(_buffer.AsSpan(_start, 3), "ISA"u8) && !char.IsAsciiLetterOrDigit((char)_buffer[_start + 3]);

    /// <summary>The byte after "ISA" is the element separator; behind the sixteenth stand the component separator and the terminator.</summary>
    private void ReadSeparators()
    {
        Has(MaxInterchangeHeader);
        var header = _buffer.AsSpan(_start, Math.Min(MaxInterchangeHeader, _filled - _start));
        var element = header[3];
        var at = 3;
        var repetition = '\0';
        for (var i = 1; i < HeaderElements; i++)
        {
            var length = header[(at + 1)..].IndexOf(element);
            if (length < 0)
            {
                throw Refused(header.Length < MaxInterchangeHeader ? RefusalReasons.CutOff : RefusalReasons.Header);
            }

            if (i == 11 && length == 1 && !char.IsAsciiLetterOrDigit((char)header[at + 1]))
            {
                repetition = (char)header[at + 1];
            }

            at += length + 1;
        }

        if (at + 2 >= header.Length)
        {
            throw Refused(RefusalReasons.CutOff);
        }

        Separators = new((char)element, (char)header[at + 1], repetition, (char)header[at + 2]);
        if (Separators.Element == Separators.Component || Separators.Element == Separators.Terminator || Separators.Component == Separators.Terminator
            || char.IsAsciiLetterOrDigit(Separators.Component) || char.IsAsciiLetterOrDigit(Separators.Terminator))
        {
            throw Refused(RefusalReasons.Separators);
        }
    }

    private int LengthOfSegment()
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan((_start + searched).._filled).IndexOf((byte)Separators.Terminator);
            var length = at < 0 ? _filled - _start : searched + at;
            if (length > MaxSegmentBytes)
            {
                throw Refused(RefusalReasons.SegmentLength);
            }

            if (at >= 0)
            {
                return length;
            }

            searched = length;
            if (!Fill())
            {
                return LengthAtTheEnd();
            }
        }
    }

    /// <summary>The last terminator is forgiven where nothing can be missing behind it.</summary>
    private int LengthAtTheEnd()
    {
        var rest = _buffer.AsSpan(_start.._filled).TrimEnd(" \r\n\t\x1a"u8);
        return rest.Length > 3 && Ascii.EqualsIgnoreCase(rest[..3], "IEA"u8) ? rest.Length : throw Refused(RefusalReasons.CutOff);
    }

    private void Split(ReadOnlySpan<byte> segment)
    {
        var element = (byte)Separators.Element;
        var at = 0;
        while (true)
        {
            var length = segment[at..].IndexOf(element);
            at = length < 0 ? segment.Length : at + length;
            _ends[_count++] = at;
            if (length < 0)
            {
                return;
            }

            if (_count == _ends.Length)
            {
                throw Refused(RefusalReasons.ElementCount);
            }

            at++;
        }
    }

    /// <summary>Reads on until that many bytes stand behind the segment's begin.</summary>
    private bool Has(int bytes)
    {
        while (_filled - _start < bytes)
        {
            if (!Fill())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Moves the segment to the buffer's begin and reads on behind it.</summary>
    private bool Fill()
    {
        _buffer.AsSpan(_start.._filled).CopyTo(_buffer);
        _passed += _start;
        _next -= _start;
        _filled -= _start;
        _start = 0;
        var count = _input.Read(_buffer.AsSpan(_filled));
        _filled += count;
        return count > 0;
    }
}
