using System.Runtime.InteropServices;
using System.Text;

namespace MedicaidLogs.Billing.X12;

/// <summary>One string for each code that keeps coming, in upper case: a large file holds millions of the same few.</summary>
/// <remarks>Codes of up to eight bytes are their own key. Where two want one slot, the later has it.</remarks>
internal sealed class TextPool
{
    private const int SlotBits = 12;
    private const ulong Spread = 0x9E3779B97F4A7C15; // 2^64 by the golden ratio: Fibonacci hashing.

    private readonly ulong[] _keys = new ulong[1 << SlotBits];
    private readonly string[] _codes = new string[1 << SlotBits];

    /// <param name="code">Without NUL bytes.</param>
    public string Upper(ReadOnlySpan<byte> code)
    {
        if (code.Length is 0 or > sizeof(ulong))
        {
            return Decode(code);
        }

        ulong key = 0;
        code.CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref key)));
        var slot = (int)(unchecked(key * Spread) >> (64 - SlotBits));
        if (_keys[slot] != key)
        {
            (_keys[slot], _codes[slot]) = (key, Decode(code));
        }

        return _codes[slot];
    }

    private static string Decode(ReadOnlySpan<byte> code) => Encoding.Latin1.GetString(code).ToUpperInvariant();
}
