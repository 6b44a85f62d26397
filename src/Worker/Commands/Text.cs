using System.Globalization;

namespace MedicaidLogs.Worker.Commands;

/// <summary>Numbers as people in the office write them.</summary>
public static class Text
{
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Dollars(long cents) => (cents / 100m).ToString("$#,0.00", CultureInfo.InvariantCulture);
}
