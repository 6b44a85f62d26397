using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MedicaidLogs.Core.Accounts;

/// <summary>The six digits that an authenticator app shows, new every 30 seconds.</summary>
/// <remarks>RFC 6238 over RFC 4226, with HMAC-SHA-1: what every app can do.</remarks>
public static class OneTimeCode
{
    public const int Digits = 6;

    /// <summary>RFC 4226 section 4 (R6) recommends 160 bits.</summary>
    public const int KeyBytes = 20;

    private const int StepSeconds = 30;
    private const int Modulus = 1_000_000;

    /// <summary>Steps that a device's clock may be off, either way (RFC 6238 section 5.2).</summary>
    private const int Skew = 1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648 section 6

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>The number of the 30 seconds in which an instant lies.</summary>
    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    public static string Of(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238: apps know no other; as a keyed hash SHA-1 is not broken
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (truncated % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <returns>The step whose code it is; null where it is none of now, nor of the step before or after.</returns>
    public static long? Find(ReadOnlySpan<byte> key, string code, DateTimeOffset at)
    {
        var given = Encoding.UTF8.GetBytes(code);
        long? found = null;
        for (var step = StepAt(at) - Skew; step <= StepAt(at) + Skew; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Of(key, step))))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>A key as apps take it: base 32 without padding.</summary>
    public static string TextOf(ReadOnlySpan<byte> key)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var octet in key)
        {
            bits = ((bits << 8) | octet) & 0xfff;
            for (count += 8; count >= 5; count -= 5)
            {
                text.Append(Alphabet[(bits >> (count - 5)) & 31]);
            }
        }

        return count == 0 ? text.ToString() : text.Append(Alphabet[(bits << (5 - count)) & 31]).ToString();
    }
}
