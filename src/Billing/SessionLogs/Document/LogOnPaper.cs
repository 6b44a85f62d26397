using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Billing.SessionLogs.Document;

/// <summary>A session log and the words in which paper shows it: titles for codes, by the rules of the day of its last session.</summary>
/// <param name="version">Of the log, as it is kept or will be.</param>
public sealed class LogOnPaper(SessionLog log, int version)
{
    private readonly PackRules _rules = log.District.RulePack.On(log.Last.ServiceDate);

    public SessionLog Log => log;

    public int Version => version;

    public TimeZoneInfo Zone => log.District.Zone;

    public IEnumerable<SessionOfLog> Held => log.Sessions.Where(WasHeld);

    public IEnumerable<SessionOfLog> Missed => log.Sessions.Where(session => !WasHeld(session));

    /// <summary>Each grid row by a session that counts under it, and so names its plan.</summary>
    public IEnumerable<(SessionOfLog Session, RowOfLog Row)> Rows =>
        log.Rows.Select(row => (log.Sessions.First(session => session.GridRowId == row.GridRowId), row));

    public string ServiceTitle => _rules.Services.GetValueOrDefault(log.Last.Service)?.Title ?? log.Last.Service;

    internal SignatureText Signatures => new(_rules, Zone);

    public string AttendanceTitle(SessionOfLog session) => _rules.Attendance.GetValueOrDefault(session.Attendance)?.Title ?? session.Attendance;

    public string? CredentialTitle(SessionOfLog session) =>
        session.Credential is { } credential ? _rules.Credentials.GetValueOrDefault(credential)?.Title ?? credential : null;

    /// <summary><c>group of 2</c></summary>
    public static string Mode(SessionOfLog session) =>
        session.GroupSize is { } students ? $"{ModeTitle(session.Mode)} of {students.ToString(CultureInfo.InvariantCulture)}" : ModeTitle(session.Mode);

    public static string ModeTitle(string? mode) => mode switch
    {
        "either" => "individual or group",
        "consult" => "consultation",
        _ => mode ?? "",
    };

    /// <summary>Procedure and modifiers, as they are billed.</summary>
    public static string Code(SessionOfLog session) => $"{session.Procedure} {session.Modifiers}".TrimEnd();

    /// <summary><c>2 units</c>: of thousandths.</summary>
    public static string Units(long milli) => $"{Show.Units(milli)} {(milli == 1000 ? "unit" : "units")}";

    public static string RowTitle(SessionOfLog row) => $"{row.PlanType} {row.PlanNumber}, row {row.GridRowNumber}";

    /// <summary>Each once, in the order of the sessions; null where there is none.</summary>
    public static string? Distinct(IEnumerable<string?> values)
    {
        var texts = values.Where(value => !string.IsNullOrEmpty(value)).Distinct().ToList();
        return texts.Count == 0 ? null : string.Join("; ", texts);
    }

    private bool WasHeld(SessionOfLog session) => _rules.Attendance.TryGetValue(session.Attendance, out var attendance) && attendance.Delivered;
}
