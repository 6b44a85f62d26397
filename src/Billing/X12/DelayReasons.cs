using System.Collections.Frozen;

namespace MedicaidLogs.Billing.X12;

/// <summary>CLM20, X12 code list 1514: why a claim is late.</summary>
public static class DelayReasons
{
    private static readonly FrozenSet<string> _codes = "1 2 3 4 5 6 7 8 9 10 11 15".Split(' ').ToFrozenSet();

    public static bool IsKnown(string code) => _codes.Contains(code);
}
