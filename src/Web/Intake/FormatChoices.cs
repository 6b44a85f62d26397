using System.Globalization;

namespace MedicaidLogs.Web.Intake;

/// <summary>The ways in which files write dates and times, each by an example; and which of them a file's own values are.</summary>
public static class FormatChoices
{
    /// <summary>Between formats that are tried in order.</summary>
    public const char Separator = '|';

    public static readonly string[] Dates = ["M/d/yyyy", "M/d/yy", "MM-dd-yyyy", "yyyyMMdd", "MMM d, yyyy", "d-MMM-yyyy"];

    public static readonly string[] Times = ["h:mm tt", "H:mm:ss", "h:mm:ss tt", "HHmm"];

    public static readonly string[] Instants =
        ["M/d/yyyy h:mm tt", "M/d/yyyy H:mm", "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"];

    private static readonly DateTime _example = new(2026, 10, 5, 13, 5, 0, DateTimeKind.Unspecified);

    /// <summary>As a form has them; empty where they are ours.</summary>
    public static string Written(string[]? formats) => formats is null ? "" : string.Join(Separator, formats);

    public static string ExampleOf(string formats) =>
        string.Join(" or ", formats.Split(Separator).Select(format => _example.ToString(format, CultureInfo.InvariantCulture)));

    /// <summary>The choice that reads most of the values; empty where ours do as well, or none does.</summary>
    /// <param name="choices">One of the lists above.</param>
    /// <param name="ours">How our own files write it.</param>
    public static string Guess(IReadOnlyCollection<string> values, string[] choices, string ours)
    {
        int Reads(string format) => values.Count(value =>
            DateTime.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        var best = choices.Select(format => (Format: format, Count: Reads(format))).MaxBy(each => each.Count);
        return best.Count > Reads(ours) ? best.Format : "";
    }
}
