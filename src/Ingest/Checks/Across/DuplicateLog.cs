using System.Globalization;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>DUP_LOG: the session was logged before: same student, provider, service, date and start.</summary>
/// <remarks>
/// Source: OIG A-04-01-00005 (services billed twice). The first of the rows stays; which one that is does not depend on the order
/// of files.
/// </remarks>
public static class DuplicateLog
{
    public const string Code = "DUP_LOG";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (FirstOf(entry, context) is { } first)
        {
            findings.Reject(Code, entry, LogField.Start, RecordUsed.Of(first), entry.Log.Start, PlaceOf(first));
        }
    }

    private static string PlaceOf(Entry entry) =>
        entry.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line} of its file") : "logged on a page";

    /// <summary>Whether the session repeats an earlier row.</summary>
    public static bool Repeats(Entry entry, CheckContext context) => FirstOf(entry, context) is not null;

    private static Entry? FirstOf(Entry entry, CheckContext context)
    {
        if (entry.Log.Start is not { } start)
        {
            return null; // LOG_FIELDS reports the missing time.
        }

        var day = context.StudentDay(entry);
        foreach (var earlier in day[EntryRuns.StartingBefore(day, start)..])
        {
            if (earlier == entry)
            {
                return null;
            }

            if (earlier.Held && IsSameSession(earlier, entry))
            {
                return earlier;
            }
        }

        return null;
    }

    private static bool IsSameSession(Entry one, Entry other) =>
        one.Log.Start == other.Log.Start
        && one.Log.ProviderNumber == other.Log.ProviderNumber
        && one.Service == other.Service;
}
