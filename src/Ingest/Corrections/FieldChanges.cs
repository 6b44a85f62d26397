using System.Globalization;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>Reads new field values, written as in docs/file-formats.md, into a session log.</summary>
public static class FieldChanges
{
    private const int TextLimit = 200;
    private const int LongTextLimit = 1_000;
    private const int NoteLimit = 4_000;

    private delegate SessionLog? Setter(SessionLog log, string text);

    private static readonly Dictionary<string, (Setter Set, string Expected)> Setters = new(StringComparer.Ordinal)
    {
        [LogField.StudentNumber] = Required(40, (log, text) => log with { StudentNumber = text }),
        [LogField.ProviderNumber] = Required(40, (log, text) => log with { ProviderNumber = text }),
        [LogField.Service] = Required(40, (log, text) => log with { Service = text }),
        [LogField.Mode] = ((log, text) => Enum.TryParse<SessionMode>(text, ignoreCase: true, out var mode) && !char.IsDigit(text[0]) ? log with { Mode = mode } : null, "individual, group or consult"),
        [LogField.Date] = ((log, text) => Date(text) is { } date ? log with { Date = date } : null, "a date such as 2026-10-05"),
        [LogField.Start] = ((log, text) => text.Length == 0 ? log with { Start = null } : Time(text) is { } time ? log with { Start = time } : null, "a time such as 13:05"),
        [LogField.End] = ((log, text) => text.Length == 0 ? log with { End = null } : Time(text) is { } time ? log with { End = time } : null, "a time such as 13:05"),
        [LogField.MinutesAway] = ((log, text) => Minutes(text) is { } minutes ? log with { MinutesAway = minutes } : null, "a number of minutes from 0 to 1440"),
        [LogField.Attendance] = Required(10, (log, text) => log with { Attendance = text }),
        [LogField.GroupKey] = Optional(TextLimit, (log, text) => log with { GroupKey = text }),
        [LogField.Place] = Optional(TextLimit, (log, text) => log with { Place = text }),
        [LogField.Telehealth] = ((log, text) => text is "yes" or "no" ? log with { Telehealth = text == "yes" } : null, "yes or no"),
        [LogField.MakeupFor] = ((log, text) => text.Length == 0 ? log with { MakeupFor = null } : Date(text) is { } date ? log with { MakeupFor = date } : null, "a date such as 2026-10-05"),
        [LogField.Objective] = Optional(LongTextLimit, (log, text) => log with { Objective = text }),
        [LogField.Activity] = Optional(LongTextLimit, (log, text) => log with { Activity = text }),
        [LogField.Progress] = Optional(LongTextLimit, (log, text) => log with { Progress = text }),
        [LogField.Note] = Optional(NoteLimit, (log, text) => log with { Note = text }),
        [LogField.Vehicle] = Optional(TextLimit, (log, text) => log with { Vehicle = text }),
    };

    /// <summary>The fields that a correction may change. Signatures are not among them: those are given, not edited.</summary>
    public static IReadOnlyCollection<string> Correctable => Setters.Keys;

    /// <summary>Applies the changes; <paramref name="problems"/> says per field what is wrong with the ones that cannot be.</summary>
    public static SessionLog Apply(
        SessionLog log, IReadOnlyDictionary<string, string> changes, out IReadOnlyDictionary<string, string> problems)
    {
        var found = new Dictionary<string, string>();
        foreach (var (field, text) in changes)
        {
            if (!Setters.TryGetValue(field, out var setter))
            {
                found[field] = "This field cannot be corrected.";
            }
            else if (setter.Set(log, text.Trim()) is { } changed)
            {
                log = changed;
            }
            else
            {
                found[field] = $"Enter {setter.Expected}.";
            }
        }

        problems = found;
        return log;
    }

    private static (Setter, string) Required(int limit, Func<SessionLog, string, SessionLog> set) =>
        ((log, text) => text.Length is > 0 && text.Length <= limit ? set(log, text) : null, $"a value of at most {limit} characters");

    private static (Setter, string) Optional(int limit, Func<SessionLog, string, SessionLog> set) =>
        ((log, text) => text.Length <= limit && !text.Contains('\0') ? set(log, text) : null, $"at most {limit.ToString("#,0", CultureInfo.InvariantCulture)} characters");

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year >= ValueFormats.FirstYear ? date : null;

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static int? Minutes(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= 1_440 ? minutes : null;
}
