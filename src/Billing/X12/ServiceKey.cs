using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.X12;

/// <summary>What a payer takes for the same service: student, day, procedure and modifiers in any order.</summary>
internal readonly record struct ServiceKey(MedicaidId Student, DateOnly Date, string Procedure, ulong Modifiers)
{
    public static ServiceKey Of(MedicaidId student, ServiceLine837P line)
    {
        var modifiers = line.Service.Modifiers;
        Span<ulong> packed = stackalloc ulong[4];
        var count = Math.Min(modifiers.Count, packed.Length);
        for (var i = 0; i < count; i++)
        {
            packed[i] = Pack(modifiers[i]);
        }

        packed[..count].Sort();
        var all = 0UL;
        foreach (var modifier in packed)
        {
            all = (all << 16) | modifier;
        }

        return new(student, line.ServiceDate, line.Service.Procedure.ToUpperInvariant(), all);
    }

    /// <summary>Two ASCII characters in 16 bits. Longer ones break a rule of their own.</summary>
    private static ulong Pack(string modifier)
    {
        var packed = 0UL;
        foreach (var c in modifier.AsSpan(0, Math.Min(modifier.Length, 2)))
        {
            packed = (packed << 8) | (byte)(char.ToUpperInvariant(c) & 0x7f);
        }

        return packed;
    }
}
