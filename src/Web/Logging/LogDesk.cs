using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Web.Entries;
using Npgsql;

namespace MedicaidLogs.Web.Logging;

/// <summary>What the form that logs a session offers: the caseload, the plans, what may be made up.</summary>
public sealed class LogDesk
{
    private readonly Dictionary<string, CaseloadStudent> _caseload;
    private readonly ILookup<string, MissedDay> _missed;

    private LogDesk(IReadOnlyList<CaseloadStudent> caseload, IEnumerable<PlannedService> planned, IEnumerable<MissedDay> missed, PackRules rules)
    {
        _caseload = caseload.ToDictionary(student => student.StudentNumber, StringComparer.Ordinal);
        _missed = missed.ToLookup(day => day.StudentNumber);
        Students = StudentChoice.Of(caseload, planned);
        Rules = rules;
        Choices = new(rules);
    }

    /// <summary>Of the day of the session.</summary>
    public PackRules Rules { get; }

    public FieldChoices Choices { get; }

    /// <summary>Whom a session may be logged of.</summary>
    public IReadOnlyList<StudentChoice> Students { get; }

    public IEnumerable<CaseloadStudent> Caseload => _caseload.Values;

    public static async Task<LogDesk> LoadAsync(
        NpgsqlConnection connection, Visit visit, SessionForm form, DateOnly today, CancellationToken cancellationToken)
    {
        var (districtId, providerId) = (visit.User.DistrictId, visit.User.OwnProviderId);
        var day = DayOf(form) ?? today;
        var rules = visit.District.RulePack.On(day);
        var caseload = await CaseloadStudent.OfAsync(connection, districtId, providerId, today, cancellationToken);
        var planned = await PlannedService.OfAsync(
            connection, districtId, providerId, [.. caseload.Select(student => student.StudentId)], today, cancellationToken);
        var onForm = Enumerable.Range(0, form.Students.Count).Select(student => form.TextOf(student, LogField.StudentNumber));
        var missed = await MissedDay.OfAsync(
            connection, districtId, [.. onForm.Intersect(caseload.Select(student => student.StudentNumber))], form.SharedText(LogField.Service), day, rules,
            cancellationToken);
        return new(caseload, planned, missed, rules);
    }

    /// <summary>The student's name; the number as it was sent where the caseload has nobody of it.</summary>
    public string NameOf(string studentNumber) => _caseload.TryGetValue(studentNumber, out var student) ? student.Name : studentNumber;

    /// <summary>The form with the ticked students.</summary>
    public SessionForm Add(SessionForm form, IEnumerable<string?> keys) =>
        Students.Where(choice => keys.Contains(choice.Key)).Aggregate(form, (filled, choice) => choice.AddTo(filled, Rules));

    /// <summary>
    /// The form with an end where a start was typed alone: so many minutes later as the first student's plan gives a session. It is offered
    /// and never posted by itself, for what counts is when the session did end.
    /// </summary>
    public SessionForm WithEnd(SessionForm form)
    {
        var planned = form.Students.Count == 0 ? null : Students
            .Where(choice => choice.Student.StudentNumber == form.TextOf(0, LogField.StudentNumber))
            .Select(choice => choice.Planned)
            .FirstOrDefault(row => row?.Service == form.SharedText(LogField.Service));
        return form.SharedText(LogField.End).Length == 0 && planned is not null ? planned.Fill(form, Rules) : form;
    }

    /// <summary>What a field offers to choose from; null where it is typed.</summary>
    public IReadOnlyList<(string Value, string Title)>? ChoicesOf(FormField field, string studentNumber, string value) => field.Name switch
    {
        LogField.MakeupFor => MakeUps(studentNumber, value),
        LogField.Place => [.. Choices.Of(field.Name, value)],
        _ when LoggedField.ByName[field.Name].Kind != FieldKind.Choice => null,
        _ when value.Length == 0 => [("", "Choose"), .. Choices.Of(field.Name, "").Where(choice => choice.Value.Length > 0)],
        _ => [.. Choices.Of(field.Name, value)],
    };

    private List<(string Value, string Title)> MakeUps(string studentNumber, string value)
    {
        var choices = new List<(string Value, string Title)> { ("", "No make-up") };
        choices.AddRange(_missed[studentNumber].Select(missed => (
            PastSession.Text(missed.ServiceDate), $"{Show.Weekday(missed.ServiceDate)}, {TitleOf(missed.Attendance)}")));
        if (choices.TrueForAll(choice => choice.Value != value))
        {
            choices.Add((value, value));
        }

        return choices;
    }

    private string TitleOf(string attendance) => Rules.Attendance.TryGetValue(attendance, out var rule) ? rule.Title : attendance;

    private static DateOnly? DayOf(SessionForm form) =>
        DateOnly.TryParseExact(form.SharedText(LogField.Date), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1990 and < 2100
            ? day
            : null;
}
