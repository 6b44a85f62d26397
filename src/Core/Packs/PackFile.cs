using System.Text.Json;
using System.Text.Json.Serialization;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Core.Packs;

/// <summary>A pack as its layers make it. See docs/packs.md and pack.schema.json beside this file.</summary>
public sealed record PackFile(
    string Name,
    string Version,
    string Title,
    Dictionary<string, DatedValue[]> Values,
    Dictionary<string, string> Places,
    Dictionary<string, AttendanceRule> Attendance,
    Dictionary<string, CredentialRule> Credentials,
    Dictionary<string, ServiceRule> Services,
    CodeRule[] Codes)
{
    /// <summary>The JSON schema that editors check the file by.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    internal IEnumerable<DateOnly> Dates() =>
        Values.Values.SelectMany(dated => dated).Select(value => value.From)
            .Concat(Codes.Select(code => code.From))
            .Concat(Codes.Where(code => code.To is not null).Select(code => code.To!.Value.AddDays(1)));
}

/// <summary>A single value from a date on, with the regulation, guide or page that it comes from, or the word "unsourced".</summary>
public sealed record DatedValue(DateOnly From, JsonElement Value, string Source);

/// <summary>What an attendance code means for the two verdicts and for make-ups.</summary>
/// <param name="MissedBy">Who the miss is laid to: student, provider or system; null when the session was held.</param>
public sealed record AttendanceRule(string Title, bool Delivered, bool MakeUpOwed, bool Offered, string? MissedBy, string Source);

/// <summary>A credential that providers hold.</summary>
/// <param name="Npi">Holders have a National Provider Identifier and enrol with Medicaid.</param>
/// <param name="SupervisedBy">Credentials whose holders may co-sign; empty when the holder signs alone.</param>
public sealed record CredentialRule(string Title, bool Licensed, bool Npi, string[] SupervisedBy, string Source);

/// <summary>A service that a grid row may name.</summary>
/// <param name="Kind">therapy, aide, transport, or a kind that Medicaid never pays: instruction, meeting.</param>
/// <param name="OrderMonths">How long an order holds; null when the service needs none.</param>
/// <param name="OrderedBy">Beginnings of the taxonomy codes of those who may order it; null: the pack does not say.</param>
/// <param name="Evaluation">How often and for what it is paid; null: it is no evaluation.</param>
public sealed record ServiceRule(
    string Title, ServiceKind Kind, bool Objective, int? OrderMonths, bool Telehealth, string Source, string[]? OrderedBy = null,
    EvaluationRule? Evaluation = null);

/// <summary>When an evaluation is paid.</summary>
/// <param name="Most">So many of one student within <paramref name="WithinDays"/>.</param>
/// <param name="PlanWithinDays">A plan must be in force, or begin within so many days after it; null: it must stand in the plan like any other service.</param>
public sealed record EvaluationRule(int Most, int WithinDays, int? PlanWithinDays);

[JsonConverter(typeof(PackWord<ServiceKind>))]
public enum ServiceKind
{
    Therapy,
    Aide,
    Transport,
    Instruction,
    Meeting,
}

/// <summary>One row of the code map: which sessions a procedure code bills, and how its units are counted.</summary>
/// <param name="To">The last day on which it holds; null: no end is known.</param>
/// <param name="Minutes">Session lengths, both ends included, that the code is for; null: any (timed psychotherapy codes differ by length).</param>
/// <param name="UnitRule">A rounding rule's name, see <see cref="Core.Units.UnitRule"/>.</param>
/// <param name="Segments">The table of a <c>SEGMENT_TABLE</c> rule.</param>
/// <param name="DayCapUnits">Most units of one student on one day; null: no cap.</param>
/// <param name="PeriodCap">Most units of one student in a week or a month; null: no cap.</param>
/// <param name="MinMonthSessions">Fewest sessions of one student in a month for which the code is paid; null: one is enough.</param>
/// <param name="CeilingCents">The most that is paid for a unit; null: no ceiling is known.</param>
public sealed record CodeRule(
    string Service,
    SessionMode Mode,
    string[] Credentials,
    string Procedure,
    string[] Modifiers,
    string UnitRule,
    DateOnly From,
    string Source,
    DateOnly? To = null,
    MinuteRange? Minutes = null,
    int? DayCapUnits = null,
    UnitSegment[]? Segments = null,
    PeriodCap? PeriodCap = null,
    int? MinMonthSessions = null,
    long? CeilingCents = null)
{
    /// <summary>The modifiers in claim order, separated by blanks.</summary>
    [JsonIgnore]
    public string ModifierText { get; } = string.Join(' ', Modifiers);

    [JsonIgnore]
    public UnitRule Units { get; } = UnitsOf(UnitRule, Segments ?? []);

    /// <summary>Whether it is for such a session, given by someone with the right credential.</summary>
    /// <param name="minutes">The session's minutes net of time away.</param>
    public bool IsFor(string service, SessionMode mode, int minutes) =>
        Service == service && Mode == mode && (Minutes is null || (Minutes.From <= minutes && minutes <= Minutes.To));

    private static UnitRule UnitsOf(string unitRule, UnitSegment[] segments) =>
        Core.Units.UnitRule.TryParse(unitRule, segments, out var rule) ? rule : throw new ArgumentException($"There is no unit rule '{unitRule}'.");
}

/// <summary>How a session was given; a grid row may leave open which of the first two.</summary>
[JsonConverter(typeof(PackWord<SessionMode>))]
public enum SessionMode
{
    Individual,
    Group,
    Consult,
}

public sealed record MinuteRange(int From, int To);

/// <summary>Most units of one student in a stretch of the calendar.</summary>
public sealed record PeriodCap(int Units, CapPeriod Per);

[JsonConverter(typeof(PackWord<CapPeriod>))]
public enum CapPeriod
{
    /// <summary>Monday to Sunday.</summary>
    Week,
    Month,
}
