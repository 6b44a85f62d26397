namespace MedicaidLogs.Billing.X12;

/// <summary>CLM20, X12 code list 1514: why a claim is late.</summary>
public static class DelayReasons
{
    public static IReadOnlyList<string> All { get; } = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "15"];

    public static bool IsKnown(string code) => All.Contains(code);
}
