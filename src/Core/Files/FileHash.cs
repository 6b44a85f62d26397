using System.Buffers;
using System.Security.Cryptography;

namespace MedicaidLogs.Core.Files;

/// <summary>The SHA-256 of a file's bytes: its name in the file store.</summary>
public readonly record struct FileHash
{
    private readonly string? _hex;

    private FileHash(string hex) => _hex = hex;

    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static FileHash FromBytes(ReadOnlySpan<byte> sha256) => sha256.Length == SHA256.HashSizeInBytes
        ? new(Convert.ToHexStringLower(sha256))
        : throw new ArgumentException("A SHA-256 has 32 bytes.", nameof(sha256));

    /// <summary>Reads 64 hexadecimal digits of either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FileHash hash)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        var read = text.Length == 2 * sha256.Length
            && Convert.FromHexString(text, sha256, out _, out _) == OperationStatus.Done;
        hash = read ? FromBytes(sha256) : default;
        return read;
    }

    public byte[] ToBytes() => Convert.FromHexString(ToString());

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => _hex ?? "";
}
