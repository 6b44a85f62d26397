namespace MedicaidLogs.SeedData;

// A row of each file kind of docs/file-formats.md, in the order of its columns. Empty text stands for an empty field.

public sealed record StudentRow(
    string StudentNumber,
    string LastName,
    string FirstName,
    string MiddleName,
    DateOnly BirthDate,
    string Sex,
    string MedicaidId,
    string Street,
    string City,
    string State,
    string PostalCode,
    string SchoolCode,
    DateOnly EnrolledFrom,
    DateOnly? EnrolledTo = null);

public sealed record ProviderRow(
    string ProviderNumber,
    string LastName,
    string FirstName,
    string Npi,
    string Taxonomy,
    string Credential,
    string LicenseNumber,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string SupervisorNumber,
    DateOnly EmployedFrom,
    DateOnly? EmployedTo,
    DateOnly? MedicaidFrom,
    DateOnly? MedicaidTo,
    DateOnly? ScreenedOn)
{
    public DateOnly? BirthDate { get; init; }

    public DateOnly? BackgroundCheckedOn { get; init; } = EmployedFrom.AddDays(-20);

    public DateOnly? FederalFrom { get; init; }

    public DateOnly? FederalTo { get; init; }

    public string FullName => $"{FirstName} {LastName}";
}

public sealed record SupervisionRow(string ProviderNumber, string SupervisorNumber, DateOnly SupervisedOn, string Kind);

public sealed record CalendarRow(
    string SchoolCode,
    string SchoolName,
    DateOnly FirstDay,
    DateOnly LastDay,
    string DayType,
    TimeOnly? Opens,
    TimeOnly? Closes,
    string Note);

public sealed record GridRow(
    string PlanNumber,
    string StudentNumber,
    string PlanType,
    DateOnly PlanFrom,
    DateOnly PlanTo,
    DateOnly FinalizedOn,
    int RowNumber,
    string Service,
    string Mode,
    string Frequency,
    int? MinutesPerSession,
    string Location,
    DateOnly? RowFrom,
    DateOnly? RowTo,
    bool Esy,
    bool OutsideHours,
    string Adaptation,
    string Diagnoses);

public sealed record ConsentRow(string StudentNumber, string State, DateOnly EffectiveOn, DateOnly? NoticeOn);

public sealed record OrderRow(
    string StudentNumber,
    string Service,
    DateOnly OrderedOn,
    DateOnly? EndsOn,
    string OrderingNpi,
    string OrderingLastName,
    string OrderingFirstName,
    string OrderingTaxonomy,
    string Diagnoses);

public sealed record EligibilityRow(
    string StudentNumber,
    DateOnly EligibleFrom,
    DateOnly? EligibleTo,
    bool OtherCoverage = false,
    string PayerLastName = "",
    string PayerFirstName = "",
    DateOnly? PayerBirthDate = null);

public sealed record AbsenceRow(string StudentNumber, DateOnly Date, TimeOnly? From = null, TimeOnly? To = null, bool Withdrawn = false);

public sealed record StayRow(string StudentNumber, DateOnly From, DateOnly? To);

public sealed record AuthorizationRow(string StudentNumber, string Number, string Covers, DateOnly ValidFrom, DateOnly? ValidTo, int? Units);

public sealed record OtherPaymentRow(
    string StudentNumber,
    DateOnly Date,
    string Procedure,
    string PayerId,
    string PayerName,
    string Asked,
    string FilingIndicator,
    string MemberId,
    string Relationship,
    string InsuredLastName,
    string InsuredFirstName,
    string PayerClaimNumber,
    DateOnly PaidOn,
    long PaidCents,
    string Adjustments);

public sealed record RateRow(string Procedure, string Modifiers, DateOnly ValidFrom, DateOnly? ValidTo, long RateCents);

public sealed record LogRow
{
    public required string RowId { get; init; }

    public required string StudentNumber { get; init; }

    public required string ProviderNumber { get; init; }

    public required string Service { get; init; }

    public required string Mode { get; init; }

    public required DateOnly Date { get; init; }

    public TimeOnly? Start { get; init; }

    public TimeOnly? End { get; init; }

    public int MinutesAway { get; init; }

    public string Attendance { get; init; } = "P";

    public string GroupKey { get; init; } = "";

    public string Place { get; init; } = "school";

    public bool Telehealth { get; init; }

    public DateOnly? MakeupFor { get; init; }

    public string Objective { get; init; } = "";

    public string Activity { get; init; } = "";

    public string Progress { get; init; } = "";

    public string Note { get; init; } = "";

    public string Vehicle { get; init; } = "";

    public string SignedBy { get; init; } = "";

    /// <summary>In the district's own time zone.</summary>
    public DateTime? SignedAt { get; init; }

    public string CosignedBy { get; init; } = "";

    /// <summary>In the district's own time zone.</summary>
    public DateTime? CosignedAt { get; init; }

    public int Minutes => Start is { } start && End is { } end ? (end.Hour * 60) + end.Minute - (start.Hour * 60) - start.Minute - MinutesAway : 0;
}
