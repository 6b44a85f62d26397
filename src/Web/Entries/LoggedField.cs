using System.Collections.Frozen;
using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Web.Entries;

public enum FieldKind
{
    Text,
    LongText,
    Date,
    Time,
    Minutes,
    Choice,
}

/// <summary>A field of a session log as pages show it and the form edits it.</summary>
/// <param name="Name">Of <see cref="LogField"/>.</param>
public sealed record LoggedField(string Name, string Label, FieldKind Kind)
{
    private static readonly FrozenSet<string> _half = FrozenSet.ToFrozenSet(
    [
        LogField.Attendance, LogField.MinutesAway, LogField.StudentNumber, LogField.ProviderNumber, LogField.Service, LogField.Mode,
        LogField.GroupKey, LogField.MakeupFor, LogField.Activity, LogField.Progress,
    ]);

    /// <summary>What a correction may change, in the order of the form.</summary>
    public static IReadOnlyList<FieldGroup> Form { get; } =
    [
        new("When",
        [
            new(LogField.Date, "Date", FieldKind.Date),
            new(LogField.Start, "Start", FieldKind.Time),
            new(LogField.End, "End", FieldKind.Time),
            new(LogField.Attendance, "Attendance", FieldKind.Choice),
            new(LogField.MinutesAway, "Minutes away", FieldKind.Minutes),
        ]),
        new("Who and what",
        [
            new(LogField.StudentNumber, "Student number", FieldKind.Text),
            new(LogField.ProviderNumber, "Provider number", FieldKind.Text),
            new(LogField.Service, "Service", FieldKind.Choice),
            new(LogField.Mode, "Individual or group", FieldKind.Choice),
            new(LogField.Place, "Place", FieldKind.Choice),
            new(LogField.Telehealth, "Telehealth", FieldKind.Choice),
            new(LogField.Vehicle, "Vehicle", FieldKind.Text),
            new(LogField.GroupKey, "Group key", FieldKind.Text),
            new(LogField.MakeupFor, "Makes up for", FieldKind.Date),
        ]),
        new("What was done",
        [
            new(LogField.Objective, "IEP objective", FieldKind.Text),
            new(LogField.Activity, "Activity", FieldKind.Text),
            new(LogField.Progress, "Progress", FieldKind.Text),
            new(LogField.Note, "Note", FieldKind.LongText),
        ]),
    ];

    public static FrozenDictionary<string, LoggedField> ByName { get; } =
        Form.SelectMany(group => group.Fields).ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    /// <summary>The field's element on the page, which findings link to.</summary>
    public string ElementId => ElementIdOf(Name);

    public static string ElementIdOf(string name) => "field-" + name.Replace('_', '-');

    /// <summary>Prose, of any length: what was done in the session.</summary>
    public bool IsWritten => Name is LogField.Objective or LogField.Activity or LogField.Progress or LogField.Note;

    /// <summary>How much of the form's width it takes, as a class of entry.css; a third where empty.</summary>
    public string Width => Kind == FieldKind.LongText || Name == LogField.Objective ? "whole" : _half.Contains(Name) ? "half" : "";

    /// <summary>A session log's correctable fields, name → text as in docs/file-formats.md.</summary>
    public static Dictionary<string, string> TextsOf(SessionLog log) => FieldTexts.Of(log);

    /// <summary>Blanks around a text and the form of its line ends do not count as a difference.</summary>
    public static string Normal(string text) => FieldTexts.Normal(text);

    /// <summary>A text as people read it.</summary>
    public string Shown(string text, FieldChoices choices) => Kind switch
    {
        _ when text.Length == 0 => Show.Nothing,
        FieldKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Show.Date(day),
        FieldKind.Time when TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => Show.Time(time),
        FieldKind.Choice => choices.TitleOf(Name, text),
        _ => text,
    };
}

public sealed record FieldGroup(string Title, IReadOnlyList<LoggedField> Fields);

/// <summary>What the fields with a choice offer, by the rule pack in force on the session's day.</summary>
public sealed class FieldChoices(PackRules rules)
{
    private readonly Dictionary<string, (string Value, string Title)[]> _choices = new(StringComparer.Ordinal)
    {
        [LogField.Attendance] = [.. rules.Attendance.Select(each => (each.Key, $"{each.Key}, {each.Value.Title}")).OrderBy(each => each.Key, StringComparer.Ordinal)],
        [LogField.Service] = [.. rules.Services.Select(each => (each.Key, each.Value.Title)).OrderBy(each => each.Title, StringComparer.Ordinal)],
        [LogField.Mode] = [("individual", "Individual"), ("group", "Group"), ("consult", "Consultation")],
        [LogField.Place] = [("", "Not given"), .. rules.Places.Keys.Order(StringComparer.Ordinal).Select(place => (place, char.ToUpperInvariant(place[0]) + place[1..]))],
        [LogField.Telehealth] = [("no", "No"), ("yes", "Yes")],
    };

    /// <summary>The choices, with the value that the entry has even where the pack does not know it.</summary>
    public IEnumerable<(string Value, string Title)> Of(string field, string current)
    {
        var known = _choices[field];
        return known.Any(choice => choice.Value == current) ? known : [(current, $"{current} (unknown)"), .. known];
    }

    /// <summary>Whether the attendance code says that the session was held.</summary>
    public bool IsHeld(string attendance) => rules.Attendance.TryGetValue(attendance, out var rule) && rule.Delivered;

    public string TitleOf(string field, string value) =>
        Of(field, value).First(choice => choice.Value == value).Title;
}
