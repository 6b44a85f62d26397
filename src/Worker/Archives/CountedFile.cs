using System.Security.Cryptography;

namespace MedicaidLogs.Worker.Archives;

/// <summary>Counts the bytes and the CSV records that pass by, and hashes them.</summary>
public sealed class CountedFile : IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _isQuoted;

    public long Bytes { get; private set; }

    /// <summary>Line ends outside quotes (RFC 4180): the header's is one.</summary>
    public long Records { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        Bytes += bytes.Length;
        while (bytes.IndexOfAny((byte)'"', (byte)'\n') is var at and >= 0)
        {
            if (bytes[at] == (byte)'"')
            {
                _isQuoted = !_isQuoted;
            }
            else if (!_isQuoted)
            {
                Records++;
            }

            bytes = bytes[(at + 1)..];
        }
    }

    /// <param name="isCsv">Has a header and rows.</param>
    public ManifestFile End(string path, bool isCsv) =>
        new(path, Bytes, Convert.ToHexStringLower(_sha256.GetHashAndReset()), isCsv ? Math.Max(Records - 1, 0) : null);

    public void Dispose() => _sha256.Dispose();
}
