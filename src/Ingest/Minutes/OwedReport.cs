using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>A student and grid row whose parents must be told in writing that minutes are owed.</summary>
/// <param name="Sessions">Those that are old enough, the oldest first.</param>
/// <param name="DueOn">The first day by which a notice is due; null where the calendar ends before.</param>
public sealed record NoticeNeeded(Student Student, LedgerLine Line, IReadOnlyList<OwedSession> Sessions, DateOnly? DueOn)
{
    public int OwedMinutes => Sessions.Sum(session => session.Missed.OwedMinutes);
}

/// <summary>All minutes that a district owes, and the make-ups that could not be credited.</summary>
/// <param name="Sessions">The oldest first.</param>
public sealed record OwedReport(LedgerBook Book, IReadOnlyList<OwedSession> Sessions, IReadOnlyList<(Student Student, UncreditedMakeUp MakeUp)> Uncredited)
{
    public static async Task<OwedReport> LoadAsync(LedgerBook book, CancellationToken cancellationToken = default)
    {
        var sessions = new List<OwedSession>();
        var uncredited = new List<(Student, UncreditedMakeUp)>();
        await foreach (var ledger in book.StudentsAsync(cancellationToken))
        {
            sessions.AddRange(OwedSession.Of(ledger, book.Reference, book.Range, book.Rules));
            uncredited.AddRange(ledger.Uncredited.Select(makeUp => (ledger.Student, makeUp)));
        }

        return new(book, [.. sessions.OrderBy(session => session.Missed.Date).ThenBy(session => session.Student.StudentNumber, StringComparer.Ordinal)], uncredited);
    }

    /// <summary>Those whose notice is due first come first.</summary>
    public IReadOnlyList<NoticeNeeded> Notices() =>
    [
        .. Sessions.Where(session => session.NeedsNotice)
            .GroupBy(session => session.Line)
            .Select(line => new NoticeNeeded(line.First().Student, line.Key, [.. line], line.Min(session => session.NoticeDueOn)))
            .OrderBy(notice => notice.DueOn ?? DateOnly.MaxValue).ThenBy(notice => notice.Student.StudentNumber, StringComparer.Ordinal),
    ];

    public Report OfSessions() => new Columns<OwedSession>()
        .GridRow(Book, session => (session.Student, session.Line))
        .Date("missed_on", "Missed on", session => session.Missed.Date)
        .Text("attendance", "Attendance", session => session.Missed.Attendance)
        .Text("missed_by", "Missed by", session => MinuteTexts.Of(session.Missed.By))
        .Minutes("missed", "Missed", session => session.Missed.Minutes)
        .Minutes("made_up", "Made up", session => session.Missed.MadeUpMinutes)
        .Minutes("owed", "Owed", session => session.Missed.OwedMinutes)
        .Provider(Book, session => session.Missed.ProviderId)
        .Number("school_days", "School days", session => session.AgeDays)
        .Text("notice", "Notice needed", session => session.NeedsNotice ? "yes" : "no")
        .Date("notice_due", "Notice due", session => session.NoticeDueOn)
        .Report("Minutes owed", Book, Sessions);

    public Report OfUncredited() => new Columns<(Student Student, UncreditedMakeUp MakeUp)>()
        .Text("student", "Student", row => row.Student.StudentNumber)
        .Text("service", "Service", row => row.MakeUp.Service)
        .Date("held_on", "Held on", row => row.MakeUp.Date)
        .Date("makes_up", "Makes up", row => row.MakeUp.MakeupFor)
        .Minutes("minutes", "Minutes", row => row.MakeUp.Minutes)
        .Provider(Book, row => row.MakeUp.ProviderId)
        .Text("reason", "Reason", row => MinuteTexts.Of(row.MakeUp.Why))
        .Report("Make-ups not credited", Book, Uncredited);

    public Report OfNotices() => new Columns<NoticeNeeded>()
        .GridRow(Book, notice => (notice.Student, notice.Line))
        .Minutes("owed", "Owed", notice => notice.OwedMinutes)
        .Count("sessions", "Sessions", notice => notice.Sessions.Count)
        .Date("owed_since", "Owed since", notice => notice.Sessions[0].Missed.Date)
        .Number("school_days", "School days", notice => notice.Sessions[0].AgeDays)
        .Date("notice_due", "Notice due", notice => notice.DueOn)
        .Text("overdue", "Overdue", notice => notice.DueOn < Book.Range.AsOf ? "yes" : "no")
        .Report("Written notices needed", Book, Notices());
}
