using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Core.Audit;

/// <summary>One row of <c>ops.audit_event</c> and how its hash is made.</summary>
internal sealed record AuditLink(
    DistrictId DistrictId, long Seq, DateTimeOffset At, string Actor, string Action, string SubjectKind, string SubjectId,
    string? Reason, string Detail, byte[] PreviousHash, byte[] Hash)
{
    private const int AbsentLength = -1;

    /// <summary>What the first event has before it.</summary>
    public static byte[] NoHash { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>An instant as PostgreSQL keeps it: to the microsecond.</summary>
    public static DateTimeOffset Stored(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public bool Follows(ReadOnlySpan<byte> previousHash) =>
        previousHash.SequenceEqual(PreviousHash) && ComputeHash().AsSpan().SequenceEqual(Hash);

    /// <summary>
    /// SHA-256 over: the previous hash; district, number and Unix microseconds as 8-byte big-endian numbers; then each
    /// text as its UTF-8 length in 4 bytes (-1 for none) and its bytes, so that no text can run into the next.
    /// </summary>
    public byte[] ComputeHash()
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(PreviousHash);
        AppendNumber(sha256, DistrictId.Value);
        AppendNumber(sha256, Seq);
        AppendNumber(sha256, (At.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);
        foreach (var text in (ReadOnlySpan<string?>)[Actor, Action, SubjectKind, SubjectId, Reason, Detail])
        {
            AppendText(sha256, text);
        }

        return sha256.GetHashAndReset();
    }

    private static void AppendNumber(IncrementalHash sha256, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        sha256.AppendData(bytes);
    }

    private static void AppendText(IncrementalHash sha256, string? text)
    {
        var utf8 = text is null ? [] : Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? AbsentLength : utf8.Length);
        sha256.AppendData(length);
        sha256.AppendData(utf8);
    }
}
