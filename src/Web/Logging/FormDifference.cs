using MedicaidLogs.Core.Display;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Web.Entries;

namespace MedicaidLogs.Web.Logging;

/// <summary>A field in which two forms differ, as people read it.</summary>
/// <param name="Label">With the student's name, where the field is one student's.</param>
public sealed record FormDifference(string Label, string There, string Here)
{
    /// <param name="there">As it was saved elsewhere.</param>
    /// <param name="here">As it was typed here.</param>
    public static IReadOnlyList<FormDifference> Between(SessionForm there, SessionForm here, LogDesk desk)
    {
        var found = new List<FormDifference>();
        foreach (var field in SessionForm.SharedFields.Order(StringComparer.Ordinal))
        {
            Add(LabelOf(field), field, there.SharedText(field), here.SharedText(field));
        }

        var (saved, typed) = (ByNumber(there), ByNumber(here));
        foreach (var number in saved.Keys.Union(typed.Keys))
        {
            switch (saved.GetValueOrDefault(number), typed.GetValueOrDefault(number))
            {
                case ({ } was, { } now):
                    foreach (var field in SessionForm.OwnFields.Order(StringComparer.Ordinal))
                    {
                        Add($"{desk.NameOf(number)}, {LabelOf(field)}", field, was.GetValueOrDefault(field, ""), now.GetValueOrDefault(field, ""));
                    }

                    break;
                case (not null, _):
                    found.Add(new(desk.NameOf(number), "on the form", "not on the form"));
                    break;
                default:
                    found.Add(new(desk.NameOf(number), "not on the form", "on the form"));
                    break;
            }
        }

        return found;

        void Add(string label, string field, string was, string now)
        {
            if (was != now)
            {
                found.Add(new(label, ShownOf(field, was, desk), ShownOf(field, now, desk)));
            }
        }
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ByNumber(SessionForm form) =>
        form.Students.GroupBy(student => student.GetValueOrDefault(LogField.StudentNumber, "")).ToDictionary(group => group.Key, group => group.First());

    private static string LabelOf(string field) => LoggedField.ByName.TryGetValue(field, out var known) ? known.Label : field;

    private static string ShownOf(string field, string text, LogDesk desk) =>
        text.Length == 0 ? Show.Nothing : LoggedField.ByName.TryGetValue(field, out var known) ? known.Shown(text, desk.Choices) : text;
}
