using System.Globalization;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Web.Entries;

namespace MedicaidLogs.Web.Logging;

/// <summary>How the form that logs a session names its fields: shared ones as files do, a student's own as <c>1.note</c>.</summary>
public static class LogFormFields
{
    /// <summary>The form's id, made with the empty form.</summary>
    public const string FormId = "form_id";

    /// <summary>The version of the draft that the page shows; 0 where none is kept yet.</summary>
    public const string Seen = "seen";

    /// <summary>What the pressed button does.</summary>
    public const string Act = "act";

    /// <summary>Ticked students to add, as <see cref="StudentChoice.Key"/>.</summary>
    public const string Add = "add";

    /// <summary>As the page wrote it, whatever is still missing.</summary>
    public static SessionForm Read(IFormCollection sent)
    {
        var students = new List<IReadOnlyDictionary<string, string>>();
        for (var student = 0; student < SessionForm.MostStudents && sent.ContainsKey(NameOf(new(student, LogField.StudentNumber))); student++)
        {
            var at = student;
            students.Add(SessionForm.OwnFields.ToDictionary(field => field, field => Text(NameOf(new(at, field)))));
        }

        return new(SessionForm.SharedFields.ToDictionary(field => field, Text), students);

        // A database's text holds no NUL, and nobody typed one.
        string Text(string name) => LoggedField.Normal(sent[name].ToString().Replace("\0", "", StringComparison.Ordinal));
    }

    public static string NameOf(FormField field) =>
        field.Student is { } student ? string.Create(CultureInfo.InvariantCulture, $"{student + 1}.{field.Name}") : field.Name;

    /// <summary>The field's element on the page; that of the form's students for the form as a whole.</summary>
    public static string ElementIdOf(FormField field) => field switch
    {
        { Name: "" } => "students",
        { Student: { } student } => string.Create(CultureInfo.InvariantCulture, $"student-{student + 1}-{field.Name.Replace('_', '-')}"),
        _ => LoggedField.ElementIdOf(field.Name),
    };
}
