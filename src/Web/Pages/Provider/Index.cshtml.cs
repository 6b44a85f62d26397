using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.Web.Calendar;
using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Provider;

/// <summary>A provider's calendar: each session with its state, what waits for a signature, and how far the month got.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public OwnCalendar Calendar { get; private set; } = null!;

    public FieldChoices Choices { get; private set; } = null!;

    public MonthFunnel Funnel { get; private set; } = new();

    public IReadOnlyList<WaitingSession> ToSign { get; private set; } = [];

    /// <summary>What the office asks about, of any month.</summary>
    public IReadOnlyList<ReturnedEntry> Returned { get; private set; } = [];

    /// <summary>Other months in which something waits.</summary>
    public IReadOnlyList<EarlierMonth> Others { get; private set; } = [];

    /// <summary>Of the providers whom this one supervises.</summary>
    public IReadOnlyList<WaitingSession> ToCosign { get; private set; } = [];

    private Dictionary<string, string> _names = [];

    public NewSince New { get; private set; } = NewSince.Nothing;

    public DateOnly Today => visit.District.Today(clock);

    /// <param name="view">One of <see cref="CalendarDays.Views"/>.</param>
    /// <param name="day">The day or the week to show.</param>
    public async Task OnGetAsync(string? view, DateOnly? day, CancellationToken cancellationToken)
    {
        var providerId = visit.User.OwnProviderId;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var days = CalendarDays.Of(view, visit.Month, day is { Year: > 1990 and < 2100 } ? day : null, Today);
        visit.Month = days.Month;
        Choices = new(visit.District.RulePack.On(days.Day));
        var caseload = await CaseloadStudent.OfAsync(connection, visit.User.DistrictId, providerId, Today, cancellationToken);
        Calendar = await OwnCalendar.LoadAsync(connection, visit, days, caseload, cancellationToken);
        Funnel = await MonthFunnel.LoadAsync(connection, visit.User.DistrictId, visit.Month, providerId, schools: null, cancellationToken);
        New = await NewSince.LoadAsync(connection, visit, "provider", clock, cancellationToken);
        ToSign = await WaitingAsync(SignatureKind.Signed);
        ToCosign = await WaitingAsync(SignatureKind.Cosigned);
        Returned = await ReturnedEntries.OfProviderAsync(connection, visit.User.DistrictId, providerId, cancellationToken);
        Others = await EarlierMonth.OfProviderAsync(connection, visit.User.DistrictId, providerId, visit.Month, Today, cancellationToken);
        _names = caseload.ToDictionary(student => student.StudentNumber, student => student.Name, StringComparer.Ordinal);
        RecordReads(caseload);

        Task<IReadOnlyList<WaitingSession>> WaitingAsync(SignatureKind kind) =>
            WaitingSession.OfMonthAsync(connection, visit.District, providerId, kind, visit.Month, clock, cancellationToken);
    }

    public string NameOf(ReturnedEntry returned) => _names.GetValueOrDefault(returned.StudentNumber, returned.StudentNumber);

    private void RecordReads(IReadOnlyList<CaseloadStudent> caseload)
    {
        foreach (var session in ToSign.Concat(ToCosign))
        {
            reads.Entry(session.Entry.EntryId, session.StudentId);
        }

        foreach (var returned in Returned)
        {
            reads.Entry(returned.EntryId, returned.StudentId);
        }

        foreach (var session in Calendar.Sessions)
        {
            reads.Entry(session.EntryId, session.StudentId);
        }

        if (Calendar.Drafts.Count > 0)
        {
            foreach (var student in caseload)
            {
                reads.Student(student.StudentId);
            }
        }
    }
}
