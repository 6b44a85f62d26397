using System.Globalization;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Where checks put what they find. One instance serves one thread.</summary>
public sealed class Findings
{
    private readonly List<(Entry Entry, Finding Finding)> _found = [];

    public IReadOnlyList<(Entry Entry, Finding Finding)> Found => _found;

    /// <summary>Blocks billing until someone fixes it.</summary>
    /// <param name="code">The check's code.</param>
    /// <param name="entry">The entry under check.</param>
    /// <param name="field">The field to look at first, of <see cref="LogField"/>.</param>
    /// <param name="record">The record that the check used, so that a page can link to it.</param>
    /// <param name="saw">The values that the message shows, in its order. No names, no Medicaid IDs, no notes.</param>
    public void Reject(string code, Entry entry, string field, RecordUsed record, params ReadOnlySpan<Seen> saw) =>
        Add(Severity.Reject, code, entry, field, record, saw);

    /// <summary>Final for Medicaid; the session still counts as delivered.</summary>
    public void NotBillable(string code, Entry entry, string field, RecordUsed record, params ReadOnlySpan<Seen> saw) =>
        Add(Severity.NotBillable, code, entry, field, record, saw);

    /// <summary>Worth a look; bills all the same.</summary>
    public void Warn(string code, Entry entry, string field, RecordUsed record, params ReadOnlySpan<Seen> saw) =>
        Add(Severity.Warn, code, entry, field, record, saw);

    /// <summary>With the severity that the rule pack gives.</summary>
    public void Add(Severity severity, string code, Entry entry, string field, RecordUsed record, params ReadOnlySpan<Seen> saw)
    {
        var values = new string[saw.Length];
        for (var i = 0; i < saw.Length; i++)
        {
            values[i] = saw[i].Text;
        }

        _found.Add((entry, new Finding(entry.EntryId, entry.Version, code, severity, field, record.Kind, record.Id, values)));
    }
}

/// <summary>What one check says of one entry version. Equality is by content: the difference between two runs is a difference of sets.</summary>
public sealed record Finding(
    long EntryId,
    int EntryVersion,
    string Code,
    Severity Severity,
    string Field,
    string? RecordKind,
    long? RecordId,
    string[] Saw)
{
    /// <summary>What the check itself said, where a person's decision made the finding lighter; null where none did.</summary>
    public Severity? FoundAs { get; init; }


    public bool Equals(Finding? other) =>
        other is not null
        && (EntryId, EntryVersion, Code, Severity, FoundAs, Field, RecordKind)
            == (other.EntryId, other.EntryVersion, other.Code, other.Severity, other.FoundAs, other.Field, other.RecordKind)
        && RecordId == other.RecordId
        && Saw.AsSpan().SequenceEqual(other.Saw);

    public override int GetHashCode() => HashCode.Combine(EntryId, EntryVersion, Code, RecordId, Saw.Length);
}

/// <summary>The record that a check used: a grid row, an order, another entry.</summary>
public readonly record struct RecordUsed(string? Kind, long? Id)
{
    public static readonly RecordUsed None;

    public static RecordUsed Of(GridRow? row) => row is null ? None : new("grid_row", row.GridRowId);

    public static RecordUsed Of(Plan? plan) => plan is null ? None : new("plan", plan.PlanId);

    public static RecordUsed Of(ServiceOrder? order) => order is null ? None : new("service_order", order.OrderId);

    public static RecordUsed Of(Consent? consent) => consent is null ? None : new("consent", consent.ConsentId);

    public static RecordUsed Of(Eligibility? eligibility) => eligibility is null ? None : new("eligibility", eligibility.EligibilityId);

    public static RecordUsed Of(Absence absence) => new("absence", absence.AbsenceId);

    public static RecordUsed Of(Stay stay) => new("stay", stay.StayId);

    public static RecordUsed Of(Authorization authorization) => new("service_authorization", authorization.AuthorizationId);

    public static RecordUsed Of(Student? student) => student is null ? None : new("student", student.StudentId);

    public static RecordUsed Of(Provider? provider) => provider is null ? None : new("provider", provider.ProviderId);

    /// <summary>The record that names the entry's diagnoses: the order if it names any, else the grid row.</summary>
    public static RecordUsed OfDiagnoses(Entry entry) => entry.Order is { Diagnoses: [_, ..] } order ? Of(order) : Of(entry.GridRow);

    public static RecordUsed Of(Entry? other) => other is null ? None : new("entry", other.EntryId);
}

/// <summary>A value as findings keep it: ISO dates and times, plain numbers; pages write them as people do.</summary>
public readonly record struct Seen(string Text)
{
    public static implicit operator Seen(string text) => new(text);

    public static implicit operator Seen(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    public static implicit operator Seen(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    public static implicit operator Seen(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static implicit operator Seen(DateOnly? day) => day is { } some ? (Seen)some : new("");

    public static implicit operator Seen(TimeOnly time) => new(time.ToString("HH:mm", CultureInfo.InvariantCulture));

    public static implicit operator Seen(TimeOnly? time) => time is { } some ? (Seen)some : new("");
}
