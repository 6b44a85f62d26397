using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>MIN_MONTH: the code is paid by the month, and the month has fewer sessions than it asks for.</summary>
/// <remarks>Source: the pack's code map (<c>minMonthSessions</c>). Billable sessions of the student with the code are counted, whoever the provider is.</remarks>
public static class TooFewInMonth
{
    public const string Code = "MIN_MONTH";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.Code is not { MinMonthSessions: { } least } code || !DayLine.Takes(entry))
        {
            return;
        }

        var month = EntryWriter.MonthOf(entry.Date);
        var sessions = 0;
        foreach (var other in context.StudentMonth(entry))
        {
            sessions += DayLine.Takes(other) && other.Carries(entry) && other.Code == code && EntryWriter.MonthOf(other.Date) == month ? 1 : 0;
        }

        if (sessions < least)
        {
            findings.Reject(Code, entry, LogField.Date, RecordUsed.None, code.Procedure, sessions, least);
        }
    }
}
