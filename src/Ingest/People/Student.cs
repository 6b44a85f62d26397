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

    /// <summary>As the school's attendance has them, without those that it took back.</summary>
    public Absence[] Absences { get; init; } = [];

    public Stay[] Stays { get; init; } = [];

    public Authorization[] Authorizations { get; init; } = [];

    /// <summary>Services on which a payer that comes before Medicaid has decided.</summary>
    public OtherPayment[] OtherPayments { get; init; } = [];

    /// <summary>Age in full years. Who was born on February 29 is a year older on the 28th where there is no 29th: not a day too late at the upper limit.</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - BirthDate.Year;
        return day < BirthDate.AddYears(years) ? years - 1 : years;
    }

    /// <summary>The Medicaid eligibility span that covers the day; of several, the one that began last.</summary>
    public Eligibility? EligibilityOn(DateOnly day)
    {
        Eligibility? found = null;
        foreach (var span in Eligibility)
        {
            if (span.Covers(day) && (found is null || span.From > found.From))
            {
                found = span;
            }
        }

        return found;
    }

    /// <summary>The consent that speaks for a day: the latest that took effect on or before it; of one day's, the one recorded last.</summary>
    /// <param name="releasesEarlier">Where the parents had not answered by the day, their first answer after it speaks for it too, if they consent.</param>
    public Consent? ConsentOn(DateOnly day, bool releasesEarlier)
    {
        Consent? latest = null;
        Consent? firstAnswer = null;
        foreach (var consent in Consents)
        {
            if (consent.EffectiveOn <= day)
            {
                latest = latest is null || consent.IsAfter(latest) ? consent : latest;
            }
            else if (!consent.IsPending && (firstAnswer is null || consent.EffectiveOn < firstAnswer.EffectiveOn || consent.IsOfTheDayAndAfter(firstAnswer)))
            {
                firstAnswer = consent;
            }
        }

        return releasesEarlier && latest is null or { IsPending: true } && firstAnswer is { IsGranted: true } ? firstAnswer : latest;
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

    /// <summary>The plan that speaks for a service on a day; null where none covers the day.</summary>
    /// <remarks>
    /// Of plans of one type the one that began last is in force, for an amendment is a plan of its own; of one day's, the one recorded
    /// last. Plans of several types stand beside each other (an IEP and a health plan): one that has the service, else the later one.
    /// </remarks>
    public Plan? PlanFor(string service, DateOnly day)
    {
        Plan? found = null;
        foreach (var plan in Plans)
        {
            if (plan.Covers(day) && !IsSuperseded(plan, day)
                && (found is null || (plan.Has(service), plan.From, plan.PlanId).CompareTo((found.Has(service), found.From, found.PlanId)) > 0))
            {
                found = plan;
            }
        }

        return found;
    }

    /// <summary>The enrolment that covers the day; of several, as when a school left was not closed, the one that began last.</summary>
    public Enrolment? EnrolmentOn(DateOnly day)
    {
        Enrolment? found = null;
        foreach (var enrolment in Enrolments)
        {
            if (enrolment.Covers(day) && (found is null || enrolment.From > found.From))
            {
                found = enrolment;
            }
        }

        return found;
    }

    /// <summary>The stay in an institution that covers the day.</summary>
    public Stay? StayOn(DateOnly day)
    {
        foreach (var stay in Stays)
        {
            if (stay.Covers(day))
            {
                return stay;
            }
        }

        return null;
    }

    /// <summary>The authorization of a service or procedure that covers a day; of several the one that began last, then the one recorded last.</summary>
    public Authorization? AuthorizationFor(string service, string? procedure, DateOnly day)
    {
        Authorization? found = null;
        foreach (var authorization in Authorizations)
        {
            if (authorization.Covers(day) && (authorization.For == service || authorization.For == procedure)
                && (found is null || (authorization.From, authorization.AuthorizationId).CompareTo((found.From, found.AuthorizationId)) > 0))
            {
                found = authorization;
            }
        }

        return found;
    }

    /// <summary>Another payer was asked for the procedure of that day, and has answered.</summary>
    public bool HasOtherPayment(DateOnly day, string? procedure)
    {
        foreach (var payment in OtherPayments)
        {
            if (payment.Date == day && payment.Procedure == procedure)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsSuperseded(Plan plan, DateOnly day)
    {
        foreach (var other in Plans)
        {
            if (other.PlanType == plan.PlanType && other.Covers(day) && (other.From, other.PlanId).CompareTo((plan.From, plan.PlanId)) > 0)
            {
                return true;
            }
        }

        return false;
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

    public bool IsOfTheDayAndAfter(Consent other) => EffectiveOn == other.EffectiveOn && ConsentId > other.ConsentId;
}

/// <param name="EndsOn">The last day, where the order itself says one.</param>
/// <param name="Diagnoses">ICD-10-CM codes without dots, primary first.</param>
/// <param name="OrderingTaxonomy">What kind of practitioner ordered, as a taxonomy code; empty where the order does not say.</param>
public sealed record ServiceOrder(
    long OrderId, string Service, DateOnly OrderedOn, DateOnly? EndsOn, string OrderingNpi, string[] Diagnoses, string OrderingTaxonomy = "")
{
    /// <summary>The last day on which the order holds, if orders of its service hold so many months.</summary>
    public DateOnly LastDay(int months) =>
        OrderedOn.AddMonths(months) is var lapses && EndsOn < lapses ? EndsOn.Value : lapses;

    public bool Covers(DateOnly day, int months) => OrderedOn <= day && day <= LastDay(months);
}

/// <param name="OtherCoverage">Another payer comes first and has not been resolved.</param>
/// <param name="Differs">What the payer's record of the person has otherwise than the student's, in words: <c>last name, birth date</c>; empty where nothing.</param>
public sealed record Eligibility(long EligibilityId, DateOnly From, DateOnly? To, bool OtherCoverage, string Differs = "")
{
    public bool Covers(DateOnly day) => From <= day && !(To < day);
}

/// <param name="PlanType">IEP, ISP, IFSP, 504 or OTHER.</param>
public sealed record Plan(long PlanId, string PlanType, DateOnly From, DateOnly To, DateOnly? FinalizedOn, GridRow[] Rows)
{
    public bool Covers(DateOnly day) => From <= day && day <= To;

    public bool Has(string service)
    {
        foreach (var row in Rows)
        {
            if (row.Service == service)
            {
                return true;
            }
        }

        return false;
    }
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
