using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MedicaidLogs.Core.Packs;

/// <summary>A pack's rules on one day: every dated value resolved, every table narrowed to what is in force.</summary>
public sealed class PackRules
{
    private readonly PackFile _file;
    private readonly DateOnly _day;
    private readonly CodeRule[] _codes;

    internal PackRules(PackFile file, DateOnly day)
    {
        _file = file;
        _day = day;
        _codes = [.. file.Codes.Where(code => code.From <= day && !(code.To < day))];
        Attendance = file.Attendance.ToFrozenDictionary(StringComparer.Ordinal);
        Credentials = file.Credentials.ToFrozenDictionary(StringComparer.Ordinal);
        Services = file.Services.ToFrozenDictionary(StringComparer.Ordinal);
        Places = file.Places.ToFrozenDictionary(StringComparer.Ordinal);

        MaxSessionMinutes = Int("log.maxSessionMinutes");
        LateDays = Int("log.lateDays");
        LateSeverity = SeverityOf("log.lateSeverity");
        ClonedNotes = Int("log.clonedNotes");
        ClonedNoteCharacters = Int("log.clonedNoteCharacters");
        ObjectiveSeverity = SeverityOf("log.objectiveSeverity");
        MinAgeYears = Int("student.minAgeYears");
        MaxAgeYears = Int("student.maxAgeYears");
        MedicaidIdPattern = new Regex(Text("student.medicaidIdPattern"), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        MinuteTolerancePercent = Int("iep.minuteTolerancePercent");
        BilledPlanTypes = Texts("iep.billedPlanTypes");
        GroupMatchSeverity = SeverityOf("iep.groupMatchSeverity");
        InstructionalWeeks = Int("iep.instructionalWeeks");
        GridConventions = new(InstructionalWeeks, Int("iep.daysPerWeek"), Int("iep.weeksPerMonth"), Bool("iep.closuresCutWeeks"));
        NoticeMonths = Int("consent.noticeMonths");
        NoticeSeverity = SeverityOf("consent.noticeSeverity");
        GroupMinSize = Int("group.minSize");
        GroupMaxSize = Int("group.maxSize");
        CoTreatmentSeverity = SeverityOf("cotreat.severity");
        MaxProviderDayMinutes = Int("provider.maxDayMinutes");
        FilingLimitDays = Int("filing.limitDays");
        FilingSoonDays = Int("filing.soonDays");
        AdaptedVehicles = Texts("transport.adaptedVehicles");
        MaxTripsPerDay = Int("transport.maxTripsPerDay");
        TelehealthPlaceOfService = Text("telehealth.placeOfService");
        TelehealthModifier = Text("telehealth.modifier");
    }

    /// <summary>Longest session, in minutes, that is taken for real.</summary>
    public int MaxSessionMinutes { get; }

    /// <summary>Days between a session and its signature before it counts as late.</summary>
    public int LateDays { get; }

    public Findings.Severity LateSeverity { get; }

    /// <summary>So many sessions of a provider in a month with the same note draw a warning.</summary>
    public int ClonedNotes { get; }

    /// <summary>Notes with fewer characters are too short to be compared.</summary>
    public int ClonedNoteCharacters { get; }

    public Findings.Severity ObjectiveSeverity { get; }

    /// <summary>Youngest age billed, in full years on the date of service.</summary>
    public int MinAgeYears { get; }

    /// <summary>First age, in full years, that is no longer billed.</summary>
    public int MaxAgeYears { get; }

    public Regex MedicaidIdPattern { get; }

    /// <summary>Percent of the mandated minutes that may be billed beyond them.</summary>
    public int MinuteTolerancePercent { get; }

    public string[] BilledPlanTypes { get; }

    public Findings.Severity GroupMatchSeverity { get; }

    /// <summary>Weeks of an instructional year, by which yearly amounts become weekly ones.</summary>
    public int InstructionalWeeks { get; }

    /// <summary>How an amount per one period is turned into an amount per another, and what closures do to it.</summary>
    public GridConventions GridConventions { get; }

    public int NoticeMonths { get; }

    public Findings.Severity NoticeSeverity { get; }

    public int GroupMinSize { get; }

    public int GroupMaxSize { get; }

    public Findings.Severity CoTreatmentSeverity { get; }

    public int MaxProviderDayMinutes { get; }

    /// <summary>Days after the date of service by which the claim must be in.</summary>
    public int FilingLimitDays { get; }

    public int FilingSoonDays { get; }

    public string[] AdaptedVehicles { get; }

    public int MaxTripsPerDay { get; }

    public string TelehealthPlaceOfService { get; }

    public string TelehealthModifier { get; }

    public FrozenDictionary<string, AttendanceRule> Attendance { get; }

    public FrozenDictionary<string, CredentialRule> Credentials { get; }

    public FrozenDictionary<string, ServiceRule> Services { get; }

    /// <summary>The word for a place → the place-of-service code on the claim.</summary>
    public FrozenDictionary<string, string> Places { get; }

    /// <summary>The code map in force.</summary>
    public IReadOnlyList<CodeRule> Codes => _codes;

    /// <summary>The code that bills a session, or null. A pack never lists two rows for one session (its tests hold that).</summary>
    /// <param name="minutes">The session's minutes net of time away.</param>
    public CodeRule? CodeFor(string service, SessionMode mode, string credential, int minutes)
    {
        foreach (var code in _codes)
        {
            if (code.IsFor(service, mode, minutes) && Array.IndexOf(code.Credentials, credential) >= 0)
            {
                return code;
            }
        }

        return null;
    }

    /// <summary>Whether the code map bills such a session at all, whatever the credential.</summary>
    /// <param name="minutes">The session's minutes net of time away.</param>
    public bool Bills(string service, SessionMode mode, int minutes)
    {
        foreach (var code in _codes)
        {
            if (code.IsFor(service, mode, minutes))
            {
                return true;
            }
        }

        return false;
    }

    private JsonElement Value(string key)
    {
        if (!_file.Values.TryGetValue(key, out var dated))
        {
            throw new PackException($"Pack {_file.Name} lacks the value '{key}'.");
        }

        return dated.Where(value => value.From <= _day).MaxBy(value => value.From)?.Value
            ?? throw new PackException($"Pack {_file.Name}: '{key}' has no value on {_day:yyyy-MM-dd}.");
    }

    private int Int(string key) =>
        Value(key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number)
            ? number
            : throw new PackException($"Pack {_file.Name}: '{key}' must be a whole number.");

    private bool Bool(string key) =>
        Value(key) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value
            ? value.GetBoolean()
            : throw new PackException($"Pack {_file.Name}: '{key}' must be true or false.");

    private string Text(string key) =>
        Value(key) is { ValueKind: JsonValueKind.String } value
            ? value.GetString()!
            : throw new PackException($"Pack {_file.Name}: '{key}' must be a text.");

    private string[] Texts(string key) =>
        Value(key) is { ValueKind: JsonValueKind.Array } value && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : throw new PackException($"Pack {_file.Name}: '{key}' must be a list of texts.");

    private Findings.Severity SeverityOf(string key) =>
        Findings.SeverityText.TryParse(Text(key), out var severity)
            ? severity
            : throw new PackException($"Pack {_file.Name}: '{key}' must be 'reject', 'not-billable' or 'warn'.");
}
