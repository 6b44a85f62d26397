using MedicaidLogs.Ingest.Logging;
using Npgsql;

namespace MedicaidLogs.Web.Calendar;

/// <summary>A provider's sessions and drafts of some days.</summary>
/// <param name="Drafts">All drafts, of whatever day, the latest first.</param>
public sealed record OwnCalendar(CalendarDays Days, IReadOnlyList<CalendarItem> Items, IReadOnlyList<CalendarItem> Drafts, int DraftsWithoutDay)
{
    public IEnumerable<CalendarItem> On(DateOnly day) => Items.Where(item => item.Date == day);

    public IEnumerable<CalendarSession> Sessions => Items.SelectMany(item => item.Sessions);

    /// <summary>The month's sessions in a state; those of the weeks beside it do not count.</summary>
    public int Count(SessionState state) => Sessions.Count(session => session.State == state && !Days.IsBeside(session.ServiceDate));

    public static async Task<OwnCalendar> LoadAsync(
        NpgsqlConnection connection, Visit visit, CalendarDays days, IReadOnlyList<CaseloadStudent> caseload, CancellationToken cancellationToken)
    {
        var (districtId, providerId) = (visit.User.DistrictId, visit.User.OwnProviderId);
        var sessions = await CalendarSession.OfAsync(connection, districtId, providerId, days.From, days.To, cancellationToken);
        var names = caseload.ToDictionary(student => student.StudentNumber, student => student.Name, StringComparer.Ordinal);
        var forms = await FormDraft.ListAsync(connection, districtId, providerId, cancellationToken);
        var drafts = forms.Select(draft => CalendarItem.Of(draft, number => names.GetValueOrDefault(number, number))).OfType<CalendarItem>().ToList();
        var shown = CalendarItem.Of(sessions).Concat(drafts.Where(draft => days.From <= draft.Date && draft.Date <= days.To));
        return new(days, [.. shown.OrderBy(item => item.Date).ThenBy(item => item.Start)], drafts, forms.Count - drafts.Count);
    }
}
