using System.Globalization;
using System.Text.Json;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>What a correction may change, field by field, as texts of docs/file-formats.md: the other side of <see cref="FieldChanges"/>.</summary>
public static class FieldTexts
{
    /// <param name="Column">Its column in the store, under which earlier versions keep it.</param>
    private sealed record Field(string Name, string Column, Func<SessionLog, string> Of);

    private static readonly Field[] _fields =
    [
        new(LogField.Date, "service_date", log => Text(log.Date)),
        new(LogField.Start, "start_time", log => Text(log.Start)),
        new(LogField.End, "end_time", log => Text(log.End)),
        new(LogField.Attendance, "attendance", log => log.Attendance),
        new(LogField.MinutesAway, "minutes_away", log => log.MinutesAway.ToString(CultureInfo.InvariantCulture)),
        new(LogField.StudentNumber, "student_number", log => log.StudentNumber),
        new(LogField.ProviderNumber, "provider_number", log => log.ProviderNumber),
        new(LogField.Service, "service", log => log.Service),
        new(LogField.Mode, "mode", log => Text(log.Mode)),
        new(LogField.Place, "place", log => log.Place),
        new(LogField.Telehealth, "telehealth", log => log.Telehealth ? "yes" : "no"),
        new(LogField.Vehicle, "vehicle", log => log.Vehicle),
        new(LogField.GroupKey, "group_key", log => log.GroupKey),
        new(LogField.MakeupFor, "makeup_for", log => Text(log.MakeupFor)),
        new(LogField.Objective, "objective", log => log.Objective),
        new(LogField.Activity, "activity", log => log.Activity),
        new(LogField.Progress, "progress", log => log.Progress),
        new(LogField.Note, "note", log => log.Note),
    ];

    /// <summary>The fields' names, in the order in which a session is told: when, who and what, what was done.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _fields.Select(field => field.Name)];

    public static Dictionary<string, string> Of(SessionLog log) =>
        _fields.ToDictionary(field => field.Name, field => Normal(field.Of(log)), StringComparer.Ordinal);

    /// <param name="content">The store's columns of an earlier version, as JSON.</param>
    public static Dictionary<string, string> OfStored(string content)
    {
        using var columns = JsonDocument.Parse(content);
        return _fields.ToDictionary(field => field.Name, field => TextOf(columns.RootElement.GetProperty(field.Column), field.Name), StringComparer.Ordinal);
    }

    /// <summary>Blanks around a text and the form of its line ends do not count as a difference.</summary>
    public static string Normal(string text) => text.ReplaceLineEndings("\n").Trim();

    private static string TextOf(JsonElement value, string field) => value switch
    {
        { ValueKind: JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.True } => "yes",
        { ValueKind: JsonValueKind.False } => "no",
        { ValueKind: JsonValueKind.Number } number => number.GetInt64().ToString(CultureInfo.InvariantCulture),
        _ when field is LogField.Start or LogField.End => value.GetString()![..5], // 09:00:00
        _ => Normal(value.GetString()!),
    };

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Text(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static string Text(SessionMode mode) => mode switch
    {
        SessionMode.Individual => "individual",
        SessionMode.Group => "group",
        _ => "consult",
    };
}
