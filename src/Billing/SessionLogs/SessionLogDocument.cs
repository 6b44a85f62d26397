using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>A month's sessions of one student with one provider in one service, as one HTML file: letter size, no script, nothing from outside.</summary>
/// <remarks>
/// What the record of each session must show: CMS, Delivering Services in School-Based Settings (2023), p. 91, and what states add
/// (times, objective, activity, progress, signatures). The bytes depend on the sessions alone, not on when they are written.
/// </remarks>
internal sealed class SessionLogDocument
{
    private static readonly string _style = ReadStyle();

    private readonly SessionLog _log;
    private readonly int _version;
    private readonly TimeZoneInfo _zone;
    private readonly IReadOnlyList<SessionOfLog> _sessions;
    private readonly PackRules _rules;
    private readonly Html _html = new();

    private SessionLogDocument(SessionLog log, int version)
    {
        _log = log;
        _version = version;
        _zone = log.District.Zone;
        _sessions = log.Sessions;
        _rules = log.District.RulePack.On(Last.ServiceDate);
    }

    private SessionOfLog Last => _log.Last;

    /// <param name="version">Of the log, as it is kept or will be.</param>
    public static string Write(SessionLog log, int version)
    {
        var document = new SessionLogDocument(log, version);
        document.Write();
        return document._html.ToString();
    }

    private static string ReadStyle()
    {
        using var stream = new StreamReader(typeof(SessionLogDocument).Assembly.GetManifestResourceStream("SessionLogs/session-log.css")!);
        return stream.ReadToEnd();
    }

    private void Write()
    {
        _html.Add($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        _html.Add($"<meta name=\"viewport\" content=\"width=device-width\">\n");
        _html.Add($"<title>Session log {MonthName.Of(_log.Month)}, student {Last.StudentId}, provider {Last.ProviderId}, {Last.Service}</title>\n");
        Style();
        _html.Add($"</head>\n<body>\n");
        Head();
        Totals();
        AgainstThePlan();
        Held(_sessions.Where(WasHeld).ToList());
        Missed(_sessions.Where(session => !WasHeld(session)).ToList());
        Signatures();
        Identity();
        _html.Add($"</body>\n</html>\n");
    }

    /// <summary>The running head of each printed page names ids only: values inside a style sheet cannot be escaped as HTML is.</summary>
    private void Style()
    {
        _html.Add($"<style>\n").Trusted(_style);
        _html.Add($"@page {{\n  @top-right {{ content: \"Session log {MonthName.Of(_log.Month)}, student {Last.StudentId}, provider {Last.ProviderId}\"; font-size: 8pt; }}\n");
        _html.Add($"  @bottom-left {{ content: \"Document {_log.DocumentId}, version {_version}\"; font-size: 8pt; }}\n");
        _html.Add($"  @bottom-right {{ content: \"Page \" counter(page) \" of \" counter(pages); font-size: 8pt; }}\n}}\n</style>\n");
    }

    private void Head()
    {
        _html.Add($"<header>\n<h1>Session log</h1>\n<p>{_log.District.Name} · {Show.Month(_log.Month)}</p>\n</header>\n<dl>\n");
        Fact("Student", $"{Last.StudentLastName}, {Last.StudentFirstName} {Last.StudentMiddleName}".TrimEnd());
        Fact("Provider", $"{Last.ProviderLastName}, {Last.ProviderFirstName}");
        Fact("Student no.", Last.StudentNumber);
        Fact("Provider no.", Last.ProviderNumber);
        Fact("Born", Show.Date(Last.BirthDate));
        Fact("Credential", Distinct(_sessions.Select(CredentialTitle)));
        Fact("Medicaid ID", Last.MedicaidId);
        Fact("License", Distinct(_sessions.Select(session => session.LicenseNumber)));
        Fact("School", Distinct(_sessions.Select(session => session.School)));
        Fact("NPI", Last.Npi);
        Fact("Service", ServiceTitle);
        _html.Add($"</dl>\n<dl>\n");
        foreach (var row in Rows())
        {
            Fact(RowTitle(row.Session), Mandate(row.Session));
        }

        _html.Add($"</dl>\n");
    }

    private void Fact(string name, string? value) => _html.Add($"<div><dt>{name}</dt><dd>{(string.IsNullOrEmpty(value) ? Show.Nothing : value)}</dd></div>\n");

    /// <summary>Each grid row with a session that counts under it, and so names its plan.</summary>
    private IEnumerable<(SessionOfLog Session, RowMinutes? Minutes)> Rows() =>
        _log.Rows.Select(row => (_sessions.First(session => session.GridRowId == row.GridRowId), row.Minutes));

    private static string RowTitle(SessionOfLog row) => $"{row.PlanType} {row.PlanNumber}, row {row.GridRowNumber}";

    private static string Mandate(SessionOfLog row)
    {
        var place = string.IsNullOrEmpty(row.Location) ? "" : $", {row.Location}";
        return $"{row.FrequencyText}, {ModeTitle(row.MandatedMode)}{place}; {Show.Date(row.RowFrom)} to {Show.Date(row.RowTo)}";
    }

    /// <summary>What this provider's sessions come to.</summary>
    private void Totals()
    {
        var delivered = _sessions.Where(session => session.Delivered).ToList();
        var missed = _sessions.Count(session => !WasHeld(session));
        _html.Add($"<h2>The month</h2>\n<table class=\"totals\">\n<tbody>\n");
        Total("Delivered", $"{Show.Count(delivered.Count, "session", "sessions")}, {Show.Count(delivered.Sum(session => session.Minutes), "minute", "minutes")}");
        Total("Of these make-ups", Show.Count(delivered.Count(session => session.MakeupFor is not null), "session", "sessions"));
        Total("Not held", Show.Count(missed, "session", "sessions"));
        Total("Billed", Distinct(_sessions.Where(session => session.LineNumber is not null).DistinctBy(session => session.LineNumber)
            .GroupBy(Code).Select(lines => $"{lines.Key}: {Units(lines.Sum(line => line.UnitsMilli ?? 0))}")));
        _html.Add($"</tbody>\n</table>\n");
    }

    private void Total(string name, string? value) => _html.Add($"<tr><th scope=\"row\">{name}</th><td>{value ?? Show.Nothing}</td></tr>\n");

    /// <summary>What the plan promised for the month beside what became of it: the minutes ledger's own numbers.</summary>
    private void AgainstThePlan()
    {
        var rows = Rows().ToList();
        if (rows.Count == 0)
        {
            return;
        }

        _html.Add($"<h2>The month against the plan, in minutes</h2>\n<table class=\"grid\">\n<thead><tr><th scope=\"col\">Row</th>");
        foreach (var title in new[] { "Promised", "Delivered", "Made up", "Missed by student", "Missed by provider", "Missed by system", "Still owed", "Difference" })
        {
            _html.Add($"<th scope=\"col\" class=\"number\">{title}</th>");
        }

        _html.Add($"</tr></thead>\n");
        foreach (var (session, minutes) in rows)
        {
            _html.Add($"<tbody><tr><th scope=\"row\">{RowTitle(session)}</th>");
            foreach (var number in Numbers(minutes))
            {
                _html.Add($"<td class=\"number\">{number}</td>");
            }

            _html.Add($"</tr></tbody>\n");
        }

        _html.Add($"</table>\n<p class=\"small\">Of the row, by whomever given. Difference: delivered and made up, less promised.</p>\n");
    }

    private static string[] Numbers(RowMinutes? row) => row is null
        ? [.. Enumerable.Repeat(Show.Nothing, 8)]
        :
        [
            Show.Minutes(row.Mandated), Show.Minutes(row.Delivered), Show.Minutes(row.MadeUp), Show.Minutes(row.MissedByStudent),
            Show.Minutes(row.MissedByProvider), Show.Minutes(row.MissedBySystem), Show.Minutes(row.Owed), Show.Minutes(row.Difference),
        ];

    private void Held(List<SessionOfLog> held)
    {
        _html.Add($"<h2>Sessions</h2>\n");
        if (held.Count == 0)
        {
            _html.Add($"<p>None this month.</p>\n");
            return;
        }

        _html.Add($"<table>\n<thead><tr><th scope=\"col\">Date</th><th scope=\"col\">Time</th><th scope=\"col\" class=\"number\">Away</th>");
        _html.Add($"<th scope=\"col\" class=\"number\">Minutes</th><th scope=\"col\">Mode</th><th scope=\"col\">Place</th><th scope=\"col\">Attendance</th></tr></thead>\n");
        foreach (var session in held)
        {
            Session(session);
        }

        _html.Add($"</table>\n");
    }

    private void Session(SessionOfLog session)
    {
        var place = session.Telehealth ? $"{session.Place}, by video".TrimStart(',', ' ') : session.Place;
        _html.Add($"<tbody>\n<tr><th scope=\"row\">{Show.Date(session.ServiceDate)}</th><td>{Show.Times(session.StartTime, session.EndTime)}</td>");
        _html.Add($"<td class=\"number\">{session.MinutesAway}</td><td class=\"number\">{session.Minutes}</td>");
        _html.Add($"<td>{Mode(session)}</td><td>{place}</td><td>{AttendanceTitle(session)}</td></tr>\n<tr><td colspan=\"7\" class=\"what\">\n");
        if (!session.Delivered)
        {
            _html.Add($"<p class=\"not-counted\">Not counted as delivered.</p>\n");
        }

        Line("Make-up for", session.MakeupFor is { } missed ? Show.Date(missed) : "");
        Line("Objective", session.Objective);
        Line("Activity", session.Activity);
        Line("Progress", session.Progress);
        Line("Note", session.Note);
        Line("Billed", session.LineNumber is null ? "" : $"{Code(session)}, line {session.LineNumber} of {Units(session.UnitsMilli ?? 0)}");
        Signed(session);
        Addenda(session);
        _html.Add($"</td></tr>\n</tbody>\n");
    }

    private void Line(string name, string value)
    {
        if (value.Length > 0)
        {
            _html.Add($"<p><b>{name}:</b> {value}</p>\n");
        }
    }

    private void Missed(List<SessionOfLog> missed)
    {
        if (missed.Count == 0)
        {
            return;
        }

        _html.Add($"<h2>Not held</h2>\n<table>\n<thead><tr><th scope=\"col\">Date</th><th scope=\"col\">Planned</th><th scope=\"col\">Why</th>");
        _html.Add($"<th scope=\"col\">Made up on</th></tr></thead>\n");
        foreach (var session in missed)
        {
            _html.Add($"<tbody>\n<tr><th scope=\"row\">{Show.Date(session.ServiceDate)}</th><td>{Show.Times(session.StartTime, session.EndTime)}</td>");
            _html.Add($"<td>{AttendanceTitle(session)}</td><td>{Distinct(session.MadeUpOn.Select(Show.Date)) ?? Show.Nothing}</td></tr>\n");
            _html.Add($"<tr><td colspan=\"4\" class=\"what\">\n");
            Line("Note", session.Note);
            Signed(session);
            Addenda(session);
            _html.Add($"</td></tr>\n</tbody>\n");
        }

        _html.Add($"</table>\n");
    }

    private void Signed(SessionOfLog session)
    {
        var text = new SignatureText(_rules, _zone);
        Line(text.Signed(session));
        if (text.Cosigned(session) is { } cosigned)
        {
            Line(cosigned);
        }
    }

    private void Line((string Name, string Value) line) => Line(line.Name, line.Value);

    /// <summary>What each correction replaced stays readable.</summary>
    private void Addenda(SessionOfLog session)
    {
        foreach (var addendum in session.Addenda)
        {
            _html.Add($"<p class=\"addendum\"><b>Corrected:</b> {Signature(AddendumText.By(addendum), addendum.At)}: {addendum.Reason}");
            _html.Add($"{AddendumText.Was(addendum, _zone)}</p>\n");
        }
    }

    /// <summary>What the two kinds of signature are worth, and what was stated by those given here.</summary>
    private void Signatures()
    {
        _html.Add($"<section class=\"identity\">\n<h2>Signatures</h2>\n<dl>\n");
        if (_sessions.Any(session => session.Signature is not null || session.Cosignature is not null))
        {
            Fact("Signed here", SignatureText.Here);
        }

        if (_sessions.Any(SignatureText.IsElsewhere))
        {
            Fact("Signed elsewhere", SignatureText.Elsewhere);
        }

        Statements("By signing", _sessions.Select(session => session.Signature));
        Statements("By co-signing", _sessions.Select(session => session.Cosignature));
        _html.Add($"</dl>\n</section>\n");
    }

    private void Statements(string by, IEnumerable<SignatureOfLog?> signatures)
    {
        foreach (var statement in signatures.OfType<SignatureOfLog>().Select(signature => signature.Statement).Distinct())
        {
            Fact(by, $"“{statement}”");
        }
    }

    /// <summary>How a reader finds out whether this is the whole document, unchanged, and the one that counts.</summary>
    private void Identity()
    {
        _html.Add($"<section class=\"identity\">\n<h2>This document</h2>\n<dl>\n");
        Fact("Document", $"{_log.District.Code}, {_log.DocumentId}, version {_version}{(_version > 1 ? $", in place of version {_version - 1}" : "")}");
        Fact("Content", $"SHA-256 {_log.ContentHash()}");
        Fact("Seal", $"The PDF of this document carries the digital seal of {_log.District.Name}: a signature over the whole file, which any reader of PDF checks. "
            + "The sessions are attested by those named under each as signed.");
        _html.Add($"</dl>\n</section>\n");
    }

    private static string Code(SessionOfLog session) => $"{session.Procedure} {session.Modifiers}".TrimEnd();

    private static string Units(long milli) => $"{Show.Units(milli)} {(milli == 1000 ? "unit" : "units")}";

    private static string Mode(SessionOfLog session) =>
        session.GroupSize is { } students ? $"{ModeTitle(session.Mode)} of {students.ToString(CultureInfo.InvariantCulture)}" : ModeTitle(session.Mode);

    private string Signature(string by, DateTimeOffset? at) => at is { } instant ? $"{by}, {Show.Instant(instant, _zone)}" : by;

    private bool WasHeld(SessionOfLog session) => _rules.Attendance.TryGetValue(session.Attendance, out var attendance) && attendance.Delivered;

    private string ServiceTitle => _rules.Services.GetValueOrDefault(Last.Service)?.Title ?? Last.Service;

    private string AttendanceTitle(SessionOfLog session) => _rules.Attendance.GetValueOrDefault(session.Attendance)?.Title ?? session.Attendance;

    private string? CredentialTitle(SessionOfLog session) =>
        session.Credential is { } credential ? _rules.Credentials.GetValueOrDefault(credential)?.Title ?? credential : null;

    private static string ModeTitle(string? mode) => mode switch
    {
        "either" => "individual or group",
        "consult" => "consultation",
        _ => mode ?? "",
    };

    /// <summary>Each once, in the order of the sessions; null where there is none.</summary>
    private static string? Distinct(IEnumerable<string?> values)
    {
        var texts = values.Where(value => !string.IsNullOrEmpty(value)).Distinct().ToList();
        return texts.Count == 0 ? null : string.Join("; ", texts);
    }
}
