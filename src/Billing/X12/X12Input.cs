namespace MedicaidLogs.Billing.X12;

/// <summary>The bytes of a file, one for each character: byte order marks are skipped, UTF-16 is narrowed.</summary>
/// <remarks>X12 is ASCII. Of UTF-16, what Latin-1 does not have becomes a question mark; the file itself is kept.</remarks>
internal sealed class X12Input(Stream stream)
{
    private const int HeadBytes = 4;

    private readonly byte[] _raw = new byte[HeadBytes];
    private byte[] _wide = [];
    private int _rawStart;
    private int _rawEnd;
    private int _mark;
    private int _width;
    private bool _isBigEndian;

    /// <summary>Where a character stands in the file.</summary>
    /// <param name="character">Counted from 0, over all that <see cref="Read"/> gave.</param>
    public long OffsetOf(long character) => _mark + character * Math.Max(_width, 1);

    /// <returns>How many bytes it gave; 0 at the end.</returns>
    public int Read(Span<byte> target)
    {
        if (_width == 0)
        {
            Detect();
        }

        return _width == 1 ? ReadRaw(target) : ReadWide(target);
    }

    private void Detect()
    {
        _rawEnd = stream.ReadAtLeast(_raw, HeadBytes, throwOnEndOfStream: false);
        (_mark, _width, _isBigEndian) = _raw.AsSpan(0, _rawEnd) switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (3, 1, false),
            [0xFF, 0xFE, ..] => (2, 2, false),
            [0xFE, 0xFF, ..] => (2, 2, true),
            [not 0, 0, not 0, 0] => (0, 2, false),
            [0, not 0, 0, not 0] => (0, 2, true),
            _ => (0, 1, false),
        };
        _rawStart = _mark;
    }

    private int ReadRaw(Span<byte> target)
    {
        if (_rawStart == _rawEnd)
        {
            return stream.Read(target);
        }

        var count = Math.Min(_rawEnd - _rawStart, target.Length);
        _raw.AsSpan(_rawStart, count).CopyTo(target);
        _rawStart += count;
        return count;
    }

    private int ReadWide(Span<byte> target)
    {
        if (_wide.Length < target.Length * 2)
        {
            _wide = new byte[target.Length * 2];
        }

        var wide = _wide.AsSpan(0, target.Length * 2);
        var filled = 0;
        while (filled < wide.Length && ReadRaw(wide[filled..]) is > 0 and var count)
        {
            filled += count;
        }

        // Half a character at the end of the file is a question mark too: nothing vanishes.
        var characters = (filled + 1) / 2;
        wide[filled..Math.Min(characters * 2, wide.Length)].Fill(byte.MaxValue);
        for (var i = 0; i < characters; i++)
        {
            var (low, high) = _isBigEndian ? (wide[i * 2 + 1], wide[i * 2]) : (wide[i * 2], wide[i * 2 + 1]);
            target[i] = high == 0 ? low : (byte)'?';
        }

        return characters;
    }
}
