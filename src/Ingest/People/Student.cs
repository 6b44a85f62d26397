using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Grid;

namespace MedicaidLogs.Ingest.People;

/// <summary>A student with all that checks look at. Names are left out: no check needs them.</summary>
public sealed record Student
{
    public required long StudentId { get; init; }

    public required string StudentNumber { get; init; }

    public required DateOnly BirthDate { get; init; }

    public string MedicaidId { get; init; } = "";

    /// <summary>Street, city, state and postal code are all there.</summary>
    public bool AddressComplete { get; init; }

    public Enrolment[] Enrolments { get; init; } = [];

    public Plan[] Plans { get; init; } = [];

    public Consent[] Consents { get; init; } = [];

    public ServiceOrder[] Orders { get; init; } = [];

    public Eligibility[] Eligibility { get; init; } = [];

    /// <summary>Age in full years.</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - BirthDate.Year;
        return day < BirthDate.AddYears(years) ? years - 1 : years;
    }

    /// <summary>The Medicaid eligibility span that covers the day.</summary>
    public Eligibility? EligibilityOn(DateOnly day)
    {
        foreach (var span in Eligibility)
        {
            if (span.Covers(day))
            {
                return span;
            }
        }

        return null;
    }

    /// <summary>The consent that speaks for a day: the latest that took effect on or before it; of one day's, the one recorded last.</summary>
    public Consent? ConsentOn(DateOnly day)
    {
        Consent? latest = null;
        foreach (var consent in Consents)
        {
            if (consent.EffectiveOn <= day && (latest is null || consent.IsAfter(latest)))
            {
                latest = consent;
            }
        }

        return latest;
    }

    /// <summary>The last annual notice on or before a day; null where none is known.</summary>
    public DateOnly? NoticeOn(DateOnly day)
    {
        DateOnly? last = null;
        foreach (var consent in Consents)
        {
            if (consent.NoticeOn is { } notice && notice <= day && !(notice <= last))
            {
                last = notice;
            }
        }

        return last;
    }

    /// <summary>The enrolment that covers the day.</summary>
    public Enrolment? EnrolmentOn(DateOnly day)
    {
        foreach (var enrolment in Enrolments)
        {
            if (enrolment.Covers(day))
            {
                return enrolment;
            }
        }

        return null;
    }
}

/// <param name="To">Null: still enrolled.</param>
public sealed record Enrolment(string SchoolCode, DateOnly From, DateOnly? To)
{
    public bool Covers(DateOnly day) => From <= day && !(To < day);
}

/// <param name="State">granted, pending, refused or revoked.</param>
public sealed record Consent(long ConsentId, string State, DateOnly EffectiveOn, DateOnly? NoticeOn)
{
    public bool IsGranted => State == "granted";

    public bool IsPending => State == "pending";

    public bool IsAfter(Consent other) => (EffectiveOn, ConsentId).CompareTo((other.EffectiveOn, other.ConsentId)) > 0;
}

/// <param name="EndsOn">The last day, where the order itself says one.</param>
/// <param name="Diagnoses">ICD-10-CM codes without dots, primary first.</param>
public sealed record ServiceOrder(long OrderId, string Service, DateOnly OrderedOn, DateOnly? EndsOn, string OrderingNpi, string[] Diagnoses)
{
    /// <summary>The last day on which the order holds, if orders of its service hold so many months.</summary>
    public DateOnly LastDay(int months) =>
        OrderedOn.AddMonths(months) is var lapses && EndsOn < lapses ? EndsOn.Value : lapses;

    public bool Covers(DateOnly day, int months) => OrderedOn <= day && day <= LastDay(months);
}

/// <param name="OtherCoverage">Another payer comes first and has not been resolved.</param>
public sealed record Eligibility(long EligibilityId, DateOnly From, DateOnly? To, bool OtherCoverage)
{
    public bool Covers(DateOnly day) => From <= day && !(To < day);
}

/// <param name="PlanType">IEP, ISP, IFSP, 504 or OTHER.</param>
public sealed record Plan(long PlanId, string PlanType, DateOnly From, DateOnly To, DateOnly? FinalizedOn, GridRow[] Rows)
{
    public bool Covers(DateOnly day) => From <= day && day <= To;
}

/// <summary>One row of a plan's service grid.</summary>
/// <param name="Mode">Null: either individual or group.</param>
/// <param name="Location">The word for the place; empty: anywhere.</param>
/// <param name="Frequency">What was read of the frequency text; null where it could not be read.</param>
/// <param name="Diagnoses">ICD-10-CM codes without dots, primary first.</param>
public sealed record GridRow(
    long GridRowId,
    string Service,
    SessionMode? Mode,
    Frequency? Frequency,
    string Location,
    DateOnly From,
    DateOnly To,
    bool Esy,
    bool OutsideHours,
    string Adaptation,
    string[] Diagnoses)
{
    public bool Covers(DateOnly day) => From <= day && day <= To;

    public bool Allows(SessionMode mode) =>
        Mode == mode || (Mode is null && mode is SessionMode.Individual or SessionMode.Group);

    /// <summary>What the row mandates; null where its frequency could not be read.</summary>
    public Mandate? MandateUnder(PackRules rules) =>
        Frequency is null ? null : new Mandate(Frequency, From, To, rules.GridConventions);
}
