using MedicaidLogs.Core.Files;
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
public sealed record OwedReport(IReadOnlyList<OwedSession> Sessions, IReadOnlyList<(Student Student, UncreditedMakeUp MakeUp)> Uncredited)
{
    private static readonly string[] SessionColumns =
    [
        "student", "plan", "row", "service", "missed_on", "attendance", "missed_by", "missed", "made_up", "owed", "provider", "school_days", "notice",
        "notice_due",
    ];

    private static readonly string[] UncreditedColumns = ["student", "service", "held_on", "makes_up", "minutes", "provider", "reason"];

    private static readonly string[] NoticeColumns = ["student", "plan", "row", "service", "owed", "sessions", "owed_since", "school_days", "notice_due", "overdue"];

    public static async Task<OwedReport> LoadAsync(LedgerBook book, CancellationToken cancellationToken = default)
    {
        var sessions = new List<OwedSession>();
        var uncredited = new List<(Student, UncreditedMakeUp)>();
        await foreach (var ledger in book.StudentsAsync(cancellationToken))
        {
            sessions.AddRange(OwedSession.Of(ledger, book.Reference, book.Range, book.Rules));
            uncredited.AddRange(ledger.Uncredited.Select(makeUp => (ledger.Student, makeUp)));
        }

        return new([.. sessions.OrderBy(session => session.Missed.Date).ThenBy(session => session.Student.StudentNumber, StringComparer.Ordinal)], uncredited);
    }

    /// <summary>Those whose notice is due first come first.</summary>
    public IReadOnlyList<NoticeNeeded> Notices() =>
    [
        .. Sessions.Where(session => session.NeedsNotice)
            .GroupBy(session => session.Line)
            .Select(line => new NoticeNeeded(line.First().Student, line.Key, [.. line], line.Min(session => session.NoticeDueOn)))
            .OrderBy(notice => notice.DueOn ?? DateOnly.MaxValue).ThenBy(notice => notice.Student.StudentNumber, StringComparer.Ordinal),
    ];

    public async Task WriteSessionsAsync(LedgerBook book, Stream file)
    {
        var providers = ProviderNumbers(book);
        await using var csv = new CsvOutput(file);
        csv.Header(SessionColumns);
        foreach (var session in Sessions)
        {
            var miss = session.Missed;
            Row(csv, book, session.Student, session.Line).Date(miss.Date).Text(miss.Attendance).Text(MinuteTexts.Of(miss.By))
                .Number(miss.Minutes).Number(miss.MadeUpMinutes).Number(miss.OwedMinutes).Text(Provider(providers, miss.ProviderId))
                .Number(session.AgeDays).Text(session.NeedsNotice ? "yes" : "no");
            csv.Date(session.NoticeDueOn).EndRow();
        }
    }

    public async Task WriteUncreditedAsync(LedgerBook book, Stream file)
    {
        var providers = ProviderNumbers(book);
        await using var csv = new CsvOutput(file);
        csv.Header(UncreditedColumns);
        foreach (var (student, makeUp) in Uncredited)
        {
            csv.Text(student.StudentNumber).Text(makeUp.Service).Date(makeUp.Date).Date(makeUp.MakeupFor)
                .Number(makeUp.Minutes).Text(Provider(providers, makeUp.ProviderId)).Text(MinuteTexts.Of(makeUp.Why)).EndRow();
        }
    }

    public async Task WriteNoticesAsync(LedgerBook book, Stream file)
    {
        await using var csv = new CsvOutput(file);
        csv.Header(NoticeColumns);
        foreach (var notice in Notices())
        {
            Row(csv, book, notice.Student, notice.Line).Number(notice.OwedMinutes).Number(notice.Sessions.Count)
                .Date(notice.Sessions[0].Missed.Date).Number(notice.Sessions[0].AgeDays);
            csv.Date(notice.DueOn).Text(notice.DueOn < book.Range.AsOf ? "yes" : "no").EndRow();
        }
    }

    private static CsvOutput Row(CsvOutput csv, LedgerBook book, Student student, LedgerLine line)
    {
        var name = book.RowNames[line.Row.GridRowId];
        return csv.Text(student.StudentNumber).Text(name.PlanNumber).Text(name.RowNumber).Text(line.Row.Service);
    }

    private static Dictionary<long, string> ProviderNumbers(LedgerBook book) =>
        book.Reference.Providers.ToDictionary(provider => provider.ProviderId, provider => provider.ProviderNumber);

    private static string? Provider(Dictionary<long, string> numbers, long? providerId) =>
        providerId is { } id ? numbers.GetValueOrDefault(id) : null;
}
