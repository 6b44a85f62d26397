using System.Buffers.Text;
using System.Text;

namespace MedicaidLogs.Billing.X12;

/// <summary>Writes the segments of one interchange: knows separators, formats and counts, and nothing of claims.</summary>
/// <remarks>
/// Values follow one another as elements; after <see cref="Component"/> the next value is a component of the same element.
/// Separators wait for the value behind them, so none trails. No value is longer than 256 bytes and no segment than
/// <see cref="MaxSegmentBytes"/>. Not safe for several threads.
/// </remarks>
public sealed class X12Writer
{
    private const int BufferBytes = 64 * 1024;
    private const int MaxSegmentBytes = 4 * 1024;
    private const int MaxValueBytes = 256;

    private readonly Stream _output;
    private readonly Envelope _envelope;
    private readonly Alphabet _alphabet;
    private readonly Separators _separators;
    private readonly bool _newline;
    private readonly byte[] _buffer = new byte[BufferBytes];

    private long _flushedBytes;
    private int _at;
    private int _segmentStart;
    private int _idLength;
    private int _element;
    private int _component;
    private int _pendingElements;
    private int _pendingComponents;
    private bool _isComponent;
    private int _segments;
    private int _levels;
    private int _transactions;

    public X12Writer(Stream output, Envelope envelope)
    {
        _output = output;
        _envelope = envelope;
        _alphabet = new(envelope.Syntax);
        _separators = envelope.Syntax.Separators;
        _newline = envelope.Syntax.NewlineAfterSegment;
    }

    /// <summary>What was written so far, whether the stream has it or not.</summary>
    public long LengthBytes => _flushedBytes + _at;

    /// <summary>ISA: 106 bytes with its terminator.</summary>
    public void OpenInterchange() =>
        Segment("ISA"u8).Code("00"u8).Padded("", 10).Code("00"u8).Padded("", 10)
            .Padded(_envelope.Sender.Qualifier, 2).Padded(_envelope.Sender.Id, 15)
            .Padded(_envelope.Receiver.Qualifier, 2).Padded(_envelope.Receiver.Id, 15)
            .Digits(Numeric(_envelope.CreatedDate) % 1_000_000, 6).Time(_envelope.CreatedTime)
            .Separator(_separators.Repetition).Code("00501"u8).Digits(_envelope.InterchangeNumber, 9)
            .Code(_envelope.AskForTa1 ? "1"u8 : "0"u8).Code(_envelope.Usage == Usage.Production ? "P"u8 : "T"u8)
            .Separator(_separators.Component).End();

    /// <summary>GS.</summary>
    public void OpenGroup(ReadOnlySpan<byte> functionalId, ReadOnlySpan<byte> version)
    {
        _transactions = 0;
        Segment("GS"u8).Code(functionalId).Text(_envelope.GroupSender, 15).Text(_envelope.GroupReceiver, 15)
            .Date(_envelope.CreatedDate).Time(_envelope.CreatedTime).Number(_envelope.GroupNumber).Code("X"u8).Code(version).End();
    }

    /// <summary>ST.</summary>
    public void OpenTransaction(ReadOnlySpan<byte> kind, int controlNumber, ReadOnlySpan<byte> version)
    {
        _segments = 0;
        _levels = 0;
        _transactions++;
        Segment("ST"u8).Code(kind).ControlNumber(controlNumber).Code(version).End();
    }

    /// <summary>SE, with the count of its own segment and ST's.</summary>
    public void CloseTransaction(int controlNumber) =>
        Segment("SE"u8).Number(_segments).ControlNumber(controlNumber).End();

    /// <summary>GE.</summary>
    public void CloseGroup() => Segment("GE"u8).Number(_transactions).Number(_envelope.GroupNumber).End();

    /// <summary>IEA, for an interchange of one group. Hands everything to the stream.</summary>
    public void CloseInterchange()
    {
        Segment("IEA"u8).Number(1).Digits(_envelope.InterchangeNumber, 9).End();
        Flush();
    }

    /// <summary>HL.</summary>
    /// <returns>Its number (HL01), for the levels below it.</returns>
    public int Level(int? parent, ReadOnlySpan<byte> code, bool hasChildren)
    {
        var number = ++_levels;
        Segment("HL"u8).Number(number);
        (parent is { } above ? Number(above) : Empty()).Code(code).Code(hasChildren ? "1"u8 : "0"u8).End();
        return number;
    }

    public X12Writer Segment(ReadOnlySpan<byte> id)
    {
        if (_buffer.Length - _at < MaxSegmentBytes)
        {
            Flush();
        }

        _segmentStart = _at;
        _idLength = id.Length;
        _segments++;
        _element = 0;
        _pendingElements = 0;
        _pendingComponents = 0;
        _isComponent = false;
        id.CopyTo(_buffer.AsSpan(_at));
        _at += id.Length;
        return this;
    }

    /// <summary>The next value is the next component of the element before it.</summary>
    public X12Writer Component()
    {
        _isComponent = true;
        return this;
    }

    public X12Writer Empty(int elements = 1)
    {
        for (var i = 0; i < elements; i++)
        {
            Advance();
        }

        return this;
    }

    /// <summary>A code of ours, known to be good ASCII.</summary>
    public X12Writer Code(ReadOnlySpan<byte> code)
    {
        Advance();
        var target = Begin();
        code.CopyTo(target);
        _at += code.Length;
        return this;
    }

    /// <summary>Data, in upper case and transliterated. Null or blank is an empty element.</summary>
    /// <exception cref="X12DataException">A separator or foreign character in it, or longer than <paramref name="maxLength"/>.</exception>
    public X12Writer Text(ReadOnlySpan<char> text, int maxLength) => Data(text, maxLength, mayShorten: false);

    /// <summary>As <see cref="Text"/>, but cut after <paramref name="maxLength"/> characters: names are shortened, ids never.</summary>
    public X12Writer Name(ReadOnlySpan<char> name, int maxLength) => Data(name, maxLength, mayShorten: true);

    public X12Writer Number(long number)
    {
        Advance();
        Append(Begin(), number);
        return this;
    }

    /// <summary>Dollars, from cents: <c>12.5</c>, <c>.07</c>, <c>100</c>, <c>0</c>.</summary>
    public X12Writer Amount(long cents) => Decimal(cents, scale: 2);

    /// <summary>Units, from thousandths: <c>1.25</c>, <c>.1</c>, <c>4</c>.</summary>
    public X12Writer Quantity(long milliunits) => Decimal(milliunits, scale: 3);

    /// <summary>CCYYMMDD.</summary>
    public X12Writer Date(DateOnly date) => Digits(Numeric(date), 8);

    /// <summary>HHMM.</summary>
    public X12Writer Time(TimeOnly time) => Digits((time.Hour * 100) + time.Minute, 4);

    /// <summary>Ends the segment; separators without a value behind them fall away.</summary>
    public void End()
    {
        _buffer[_at++] = (byte)_separators.Terminator;
        if (_newline)
        {
            _buffer[_at++] = (byte)'\n';
        }
    }

    private static int Numeric(DateOnly date)
    {
        date.Deconstruct(out var year, out var month, out var day);
        return (year * 10_000) + (month * 100) + day;
    }

    private X12Writer ControlNumber(int number) => number < 10_000 ? Digits(number, 4) : Number(number);

    private X12Writer Data(ReadOnlySpan<char> text, int maxLength, bool mayShorten)
    {
        Advance();
        var target = _buffer.AsSpan(_at + _pendingElements + _pendingComponents, Math.Min(maxLength, MaxValueBytes));
        var fault = _alphabet.Encode(text, target, out var written);
        if (fault != TextFault.None && !(fault == TextFault.Length && mayShorten))
        {
            throw Refuse(fault);
        }

        var length = target[..written].TrimEnd((byte)' ').Length;
        if (length > 0)
        {
            Begin();
            _at += length;
        }

        return this;
    }

    private X12Writer Padded(ReadOnlySpan<char> text, int width)
    {
        Advance();
        var target = Begin()[..width];
        var fault = _alphabet.Encode(text, target, out var written);
        if (fault != TextFault.None)
        {
            throw Refuse(fault);
        }

        target[written..].Fill((byte)' ');
        _at += width;
        return this;
    }

    private X12Writer Digits(int number, int width)
    {
        Advance();
        var target = Begin()[..width];
        for (var i = width - 1; i >= 0; i--)
        {
            target[i] = (byte)('0' + (number % 10));
            number /= 10;
        }

        _at += width;
        return this;
    }

    private X12Writer Decimal(long scaled, int scale)
    {
        Advance();
        var target = Begin();
        var factor = scale == 2 ? 100 : 1000;
        var (whole, fraction) = Math.DivRem(Math.Abs(scaled), factor);
        if (scaled < 0)
        {
            target[0] = (byte)'-';
            target = target[1..];
            _at++;
        }

        if (whole > 0 || fraction == 0)
        {
            target = target[Append(target, whole)..];
        }

        if (fraction == 0)
        {
            return this;
        }

        target[0] = (byte)'.';
        _at++;
        for (var i = 1; fraction > 0; i++)
        {
            factor /= 10;
            target[i] = (byte)('0' + (fraction / factor));
            fraction %= factor;
            _at++;
        }

        return this;
    }

    private X12Writer Separator(char separator)
    {
        Advance();
        Begin()[0] = (byte)separator;
        _at++;
        return this;
    }

    private int Append(Span<byte> target, long number)
    {
        Utf8Formatter.TryFormat(number, target, out var written);
        _at += written;
        return written;
    }

    /// <summary>Steps to the next element or component, without writing its separator yet.</summary>
    private void Advance()
    {
        if (_isComponent)
        {
            _isComponent = false;
            _component++;
            _pendingComponents++;
            return;
        }

        _element++;
        _component = 1;
        _pendingElements++;
        _pendingComponents = 0;
    }

    /// <summary>Writes the separators that waited, and gives the room for the value.</summary>
    private Span<byte> Begin()
    {
        for (; _pendingElements > 0; _pendingElements--)
        {
            _buffer[_at++] = (byte)_separators.Element;
        }

        for (; _pendingComponents > 0; _pendingComponents--)
        {
            _buffer[_at++] = (byte)_separators.Component;
        }

        return _buffer.AsSpan(_at);
    }

    private X12DataException Refuse(TextFault fault)
    {
        var id = _buffer.AsSpan(_segmentStart, _idLength);
        return new(Encoding.ASCII.GetString(id), _element, _component, fault);
    }

    private void Flush()
    {
        _output.Write(_buffer, 0, _at);
        _flushedBytes += _at;
        _at = 0;
    }
}
