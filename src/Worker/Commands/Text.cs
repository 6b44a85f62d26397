using System.Globalization;
using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Worker.Commands;

/// <summary>Numbers as people in the office write them.</summary>
public static class Text
{
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary><c>1 claim</c>, <c>1,234 claims</c></summary>
    public static string Count(long count, string one, string many) => Show.Count(count, one, many);

    public static string Dollars(long cents) => (cents / 100m).ToString("$#,0.00", CultureInfo.InvariantCulture);
}
