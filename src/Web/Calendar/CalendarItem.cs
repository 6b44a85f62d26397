using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Logging;

namespace MedicaidLogs.Web.Calendar;

/// <summary>A session as a calendar shows it: one student's, a whole group's, or a draft.</summary>
/// <param name="Sessions">Empty for a draft.</param>
/// <param name="FormId">Of a draft; null for what is posted.</param>
/// <param name="Title">Who it was with.</param>
public sealed record CalendarItem(
    DateOnly Date, TimeOnly? Start, TimeOnly? End, string Service, string Title, IReadOnlyList<CalendarSession> Sessions, Guid? FormId)
{
    /// <summary>Of a group the one that asks most of the provider.</summary>
    public SessionState State => FormId is not null ? SessionState.Draft : Sessions.Min(session => session.State);

    public static IEnumerable<CalendarItem> Of(IReadOnlyList<CalendarSession> sessions) =>
        from session in sessions
        group session by session.Mode == "group"
            ? (session.ServiceDate, session.StartTime, session.Service, Key: "group " + session.GroupKey)
            : (session.ServiceDate, session.StartTime, session.Service, Key: session.EntryId.ToString(CultureInfo.InvariantCulture))
        into one
        let first = one.First()
        select new CalendarItem(
            first.ServiceDate, first.StartTime, first.EndTime, first.Service,
            one.Count() == 1 ? first.Student ?? first.StudentNumber : Show.Count(one.Count(), "student", "students"), [.. one], null);

    /// <summary>Null for a draft without a day: it stands in the list of drafts alone.</summary>
    /// <param name="nameOf">Student number → name.</param>
    public static CalendarItem? Of(FormDraft draft, Func<string, string> nameOf)
    {
        var form = draft.Form;
        var title = form.Students.Count switch
        {
            0 => "nobody chosen yet",
            1 => nameOf(form.TextOf(0, LogField.StudentNumber)),
            var students => Show.Count(students, "student", "students"),
        };
        return DateOnly.TryParseExact(form.SharedText(LogField.Date), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new(day, TimeOf(LogField.Start), TimeOf(LogField.End), form.SharedText(LogField.Service), title, [], draft.FormId)
            : null;

        TimeOnly? TimeOf(string field) =>
            TimeOnly.TryParseExact(form.SharedText(field), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}
