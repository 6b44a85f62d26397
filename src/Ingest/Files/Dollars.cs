namespace MedicaidLogs.Ingest.Files;

/// <summary>An amount as files write it: digits, and at most two decimals after a point.</summary>
internal static class Dollars
{
    private const int MaxDigits = 15;

    public static bool TryReadCents(ReadOnlySpan<byte> text, out long cents)
    {
        cents = 0;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var decimals = point < 0 ? "00"u8 : text[(point + 1)..];
        if (whole.Length is 0 or > MaxDigits || decimals.Length is 0 or > 2 || !AreDigits(whole) || !AreDigits(decimals))
        {
            return false;
        }

        foreach (var digit in whole)
        {
            cents = (cents * 10) + (digit - '0');
        }

        cents = (cents * 100) + ((decimals[0] - '0') * 10) + (decimals.Length == 2 ? decimals[1] - '0' : 0);
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
