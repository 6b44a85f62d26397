using System.Text.RegularExpressions;

namespace MedicaidLogs.Ingest.RoundTrip;

/// <summary>The columns of a sheet of entries to be corrected, beside the fields of the log.</summary>
public static partial class SheetColumns
{
    public const string EntryId = "entry_id";
    public const string Version = "version";
    public const string Reason = "reason_for_the_change";

    /// <summary>A column's name as people read it: <c>student_number</c> is "Student number".</summary>
    public static string HeadingOf(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    /// <summary>The name behind a name or a heading, whatever became of its case and blanks.</summary>
    public static string NameOf(string heading) => NoLetters().Replace(heading.Trim().ToLowerInvariant(), "_");

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoLetters();
}
