using System.Text;

namespace MedicaidLogs.Billing.X12;

/// <summary>One string for each code that keeps coming, in upper case: a large file holds millions of the same few.</summary>
internal sealed class TextPool
{
    private const int Slots = 4096;
    private const int MaxLength = 16;

    private readonly string?[] _slots = new string?[Slots];

    public string Upper(ReadOnlySpan<byte> code)
    {
        if (code.IsEmpty)
        {
            return "";
        }

        if (code.Length > MaxLength)
        {
            return Decode(code);
        }

        var hash = 2166136261u;
        foreach (var b in code)
        {
            // FNV-1a over letters of either case.
            hash = unchecked((hash ^ (b | 0x20u)) * 16777619u);
        }

        ref var slot = ref _slots[hash % Slots];
        return slot is not null && Ascii.EqualsIgnoreCase(code, slot) ? slot : slot = Decode(code);
    }

    private static string Decode(ReadOnlySpan<byte> code) => Encoding.Latin1.GetString(code).ToUpperInvariant();
}
