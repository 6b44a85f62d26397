using System.Collections.Frozen;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Logging;

/// <summary>A field of the form.</summary>
/// <param name="Student">The student's place on the form, from 0; null for a field that all of them share.</param>
/// <param name="Name">Of <see cref="LogField"/>; empty for the form as a whole.</param>
public readonly record struct FormField(int? Student, string Name);

/// <summary>A session of one student or of a group as it was typed: field → text as in docs/file-formats.md, whatever is still missing or wrong.</summary>
/// <param name="Shared">What holds for all students: <see cref="SharedFields"/>.</param>
/// <param name="Students">Each one's own part: <see cref="OwnFields"/>.</param>
public sealed record SessionForm(IReadOnlyDictionary<string, string> Shared, IReadOnlyList<IReadOnlyDictionary<string, string>> Students)
{
    /// <summary>Students that one form may hold.</summary>
    public const int MostStudents = 20;

    public static readonly FrozenSet<string> SharedFields = FrozenSet.Create(
        LogField.Service, LogField.Mode, LogField.Date, LogField.Start, LogField.End, LogField.Place, LogField.Telehealth, LogField.Activity,
        LogField.Vehicle);

    public static readonly FrozenSet<string> OwnFields = FrozenSet.Create(
        LogField.StudentNumber, LogField.Attendance, LogField.MinutesAway, LogField.MakeupFor, LogField.Objective, LogField.Progress, LogField.Note);

    private static readonly FrozenSet<string> _chosen = FrozenSet.Create(LogField.Service, LogField.Mode, LogField.Attendance);

    public static SessionForm Empty { get; } = new(new Dictionary<string, string>(), []);

    public string SharedText(string field) => Shared.GetValueOrDefault(field, "");

    public string TextOf(int student, string field) => Students[student].GetValueOrDefault(field, "");

    /// <summary>The form with a text in the place of another.</summary>
    public SessionForm With(string field, string text) => this with { Shared = new Dictionary<string, string>(Shared) { [field] = text } };

    /// <summary>The sessions that the form describes, one for each student; those that cannot be read are missing, and <paramref name="problems"/> says what to enter.</summary>
    /// <param name="formId">A group's sessions know each other by it.</param>
    public IReadOnlyList<SessionLog> Read(Guid formId, string providerNumber, out IReadOnlyDictionary<FormField, string> problems)
    {
        var found = new Dictionary<FormField, string>();
        var blank = new SessionLog { StudentNumber = "", ProviderNumber = providerNumber, Service = "", Mode = SessionMode.Individual, Date = default, Attendance = "" };
        var shared = Apply(blank, SharedFields, SharedText, student: null, found);
        shared = shared with { GroupKey = shared.Mode == SessionMode.Group ? formId.ToString("N") : "" };
        var logs = new List<SessionLog>();
        for (var student = 0; student < Students.Count; student++)
        {
            var at = student;
            logs.Add(Apply(shared, OwnFields, field => TextOf(at, field), student, found));
        }

        if (Students.Count is 0 or > MostStudents)
        {
            found[new(null, "")] = $"Choose 1 to {MostStudents} students.";
        }

        problems = found;
        return logs;
    }

    private static SessionLog Apply(
        SessionLog log, FrozenSet<string> fields, Func<string, string> textOf, int? student, Dictionary<FormField, string> found)
    {
        var texts = fields.ToDictionary(field => field, textOf);
        var read = FieldChanges.Apply(log, texts, out var problems);
        foreach (var (field, problem) in problems)
        {
            found[new(student, field)] = texts[field].Length == 0 && _chosen.Contains(field) ? "Choose one." : problem;
        }

        return read;
    }
}
