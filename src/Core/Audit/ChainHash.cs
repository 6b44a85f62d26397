using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MedicaidLogs.Core.Audit;

/// <summary>How numbers and texts go into the hash of a chain, so that none can run into the next.</summary>
internal static class ChainHash
{
    private const int AbsentLength = -1;

    /// <summary>What the first link has before it.</summary>
    public static byte[] None { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>An instant as PostgreSQL keeps it: to the microsecond.</summary>
    public static DateTimeOffset Stored(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>8 bytes, big-endian.</summary>
    public static void AppendNumber(this IncrementalHash sha256, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        sha256.AppendData(bytes);
    }

    /// <summary>Unix microseconds as a number.</summary>
    public static void AppendInstant(this IncrementalHash sha256, DateTimeOffset at) =>
        sha256.AppendNumber((at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>The length of its UTF-8 in 4 bytes (-1 for none), and its bytes.</summary>
    public static void AppendText(this IncrementalHash sha256, string? text)
    {
        var utf8 = text is null ? [] : Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? AbsentLength : utf8.Length);
        sha256.AppendData(length);
        sha256.AppendData(utf8);
    }
}
