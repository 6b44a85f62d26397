namespace MedicaidLogs.Billing.X12;

internal static class Dates837P
{
    /// <summary>No one in these files was born before; a date left at its default is a date not known.</summary>
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    public static bool IsKnown(DateOnly date) => date >= Earliest;
}
