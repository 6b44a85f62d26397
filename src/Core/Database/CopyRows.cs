using System.Buffers.Binary;
using System.Text;

namespace MedicaidLogs.Core.Database;

/// <summary>Rows as bytes of PostgreSQL's binary COPY format, in one buffer that grows and is used again.</summary>
/// <remarks>
/// Source: PostgreSQL manual, COPY, "Binary Format", and the send functions of the types. Each value must have the very type of its
/// column: the server compares lengths, and an int written to a bigint is an error.
/// </remarks>
public sealed class CopyRows
{
    private const int TextArrayElementType = 25;
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>PostgreSQL counts days and microseconds from 2000-01-01.</summary>
    private static readonly int _dayZero = new DateOnly(2000, 1, 1).DayNumber;
    private static readonly long _instantZero = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _bytes = new byte[1 << 16];
    private int _length;

    /// <summary>What has been written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Begins a row; so many values must follow.</summary>
    public void Begin(short columns) => BinaryPrimitives.WriteInt16BigEndian(Room(sizeof(short)), columns);

    public void WriteNull() => WriteLength(-1);

    /// <summary>An <c>integer</c>.</summary>
    public void Write(int number)
    {
        WriteLength(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), number);
    }

    /// <summary>A <c>bigint</c>.</summary>
    public void Write(long number)
    {
        WriteLength(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Room(sizeof(long)), number);
    }

    public void Write(bool truth)
    {
        WriteLength(1);
        Room(1)[0] = truth ? (byte)1 : (byte)0;
    }

    /// <summary>A <c>date</c>.</summary>
    public void Write(DateOnly day) => Write(day.DayNumber - _dayZero);

    /// <summary>A <c>time</c>.</summary>
    public void Write(TimeOnly time) => Write(time.Ticks / TicksPerMicrosecond);

    /// <summary>A <c>timestamptz</c>.</summary>
    public void Write(DateTimeOffset instant) => Write((instant.UtcTicks - _instantZero) / TicksPerMicrosecond);

    /// <summary>A <c>uuid</c>.</summary>
    public void Write(Guid id)
    {
        WriteLength(16);
        id.TryWriteBytes(Room(16), bigEndian: true, out _);
    }

    /// <summary>A <c>text</c>.</summary>
    public void Write(string? text)
    {
        if (text is null)
        {
            WriteNull();
            return;
        }

        var lengthAt = _length;
        WriteLength(0);
        var room = Room(_utf8.GetMaxByteCount(text.Length));
        var written = _utf8.GetBytes(text, room);
        _length -= room.Length - written;
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(lengthAt), written);
    }

    /// <summary>A <c>jsonb</c>: its version, 1, and its text.</summary>
    public void WriteJson(string? json)
    {
        if (json is null)
        {
            WriteNull();
            return;
        }

        var lengthAt = _length;
        WriteLength(0);
        Room(1)[0] = 1;
        var room = Room(_utf8.GetMaxByteCount(json.Length));
        _length -= room.Length - _utf8.GetBytes(json, room);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(lengthAt), _length - lengthAt - sizeof(int));
    }

    /// <summary>A <c>text[]</c>.</summary>
    public void Write(string[] texts)
    {
        var lengthAt = _length;
        WriteLength(0);
        WriteLength(texts.Length == 0 ? 0 : 1); // dimensions
        WriteLength(0); // no nulls
        WriteLength(TextArrayElementType);
        if (texts.Length > 0)
        {
            WriteLength(texts.Length);
            WriteLength(1); // the first one's index
        }

        foreach (var text in texts)
        {
            Write(text);
        }

        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(lengthAt), _length - lengthAt - sizeof(int));
    }

    public void Write(int? number)
    {
        if (number is { } some)
        {
            Write(some);
        }
        else
        {
            WriteNull();
        }
    }

    public void Write(long? number)
    {
        if (number is { } some)
        {
            Write(some);
        }
        else
        {
            WriteNull();
        }
    }

    public void Write(DateOnly? day)
    {
        if (day is { } some)
        {
            Write(some);
        }
        else
        {
            WriteNull();
        }
    }

    public void Write(TimeOnly? time)
    {
        if (time is { } some)
        {
            Write(some);
        }
        else
        {
            WriteNull();
        }
    }

    public void Write(DateTimeOffset? instant)
    {
        if (instant is { } some)
        {
            Write(some);
        }
        else
        {
            WriteNull();
        }
    }

    private void WriteLength(int length) => BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), length);

    private Span<byte> Room(int bytes)
    {
        if (_length + bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_length + bytes, _bytes.Length * 2));
        }

        _length += bytes;
        return _bytes.AsSpan(_length - bytes, bytes);
    }
}
