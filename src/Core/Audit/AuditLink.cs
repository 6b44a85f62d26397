using System.Security.Cryptography;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Core.Audit;

/// <summary>One row of <c>ops.audit_event</c> and how its hash is made.</summary>
internal sealed record AuditLink(
    DistrictId DistrictId, long Seq, DateTimeOffset At, string Actor, string Action, string SubjectKind, string SubjectId,
    string? Reason, string Detail, byte[] PreviousHash, byte[] Hash)
{
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
        sha256.AppendNumber(DistrictId.Value);
        sha256.AppendNumber(Seq);
        sha256.AppendInstant(At);
        foreach (var text in (ReadOnlySpan<string?>)[Actor, Action, SubjectKind, SubjectId, Reason, Detail])
        {
            sha256.AppendText(text);
        }

        return sha256.GetHashAndReset();
    }
}
