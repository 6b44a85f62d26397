using System.Buffers;
using System.Text;

namespace MedicaidLogs.Billing.SessionLogs.Sealing;

/// <summary>Texts of a PDF as hexadecimal UTF-16, which holds every script and needs no escapes.</summary>
/// <remarks>Source: ISO 32000-2, 7.9.2.2.</remarks>
internal static class PdfText
{
    private const string ByteOrderMark = "FEFF";

    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789ABCDEF");

    public static string Write(string text) => $"<{ByteOrderMark}{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    /// <summary>What <see cref="Write"/> wrote; null for any other text.</summary>
    public static string? Read(string? written)
    {
        if (written is null || !written.StartsWith($"<{ByteOrderMark}", StringComparison.Ordinal) || written[^1] != '>' || written.Length % 4 != 2)
        {
            return null;
        }

        var hex = written.AsSpan()[(1 + ByteOrderMark.Length)..^1];
        return hex.ContainsAnyExcept(_digits) ? null : Encoding.BigEndianUnicode.GetString(Convert.FromHexString(hex));
    }
}
