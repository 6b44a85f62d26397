using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace MedicaidLogs.Ingest.Files;

/// <summary>Holds a file to UTF-8 before anything reads it: a lenient decoder would put � into names without a word.</summary>
internal static class Utf8Check
{
    /// <exception cref="FileRefusedException">Not UTF-8; says where, and what it looks like.</exception>
    public static void Demand(ReadOnlySpan<byte> content)
    {
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new FileRefusedException("The file is UTF-16, not UTF-8. Save it as \"CSV UTF-8\" and send it again.");
        }

        if (!Utf8.IsValid(content))
        {
            var offset = FirstInvalidByte(content);
            var line = 1 + content[..offset].Count((byte)'\n');
            throw new FileRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The file is not UTF-8: byte {offset + 1} (line {line}) cannot be read. Save it as \"CSV UTF-8\" and send it again."));
        }
    }

    private static int FirstInvalidByte(ReadOnlySpan<byte> content)
    {
        for (var offset = 0; ;)
        {
            var ascii = content[offset..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0)
            {
                throw new ArgumentException("All of it is UTF-8.", nameof(content));
            }

            offset += ascii;
            if (Rune.DecodeFromUtf8(content[offset..], out _, out var consumed) != OperationStatus.Done)
            {
                return offset;
            }

            offset += consumed;
        }
    }
}
