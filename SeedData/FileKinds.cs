using static MedicaidLogs.SeedData.Csv;

namespace MedicaidLogs.SeedData;

/// <summary>The file kinds of docs/file-formats.md with their columns in the document's order; a test holds the two together.</summary>
public static class FileKinds
{
    public static readonly Column<StudentRow>[] Students =
    [
        new("student_number", row => row.StudentNumber),
        new("last_name", row => row.LastName),
        new("first_name", row => row.FirstName),
        new("middle_name", row => row.MiddleName),
        new("birth_date", row => Text(row.BirthDate)),
        new("sex", row => row.Sex),
        new("medicaid_id", row => row.MedicaidId),
        new("street", row => row.Street),
        new("city", row => row.City),
        new("state", row => row.State),
        new("postal_code", row => row.PostalCode),
        new("school_code", row => row.SchoolCode),
        new("enrolled_from", row => Text(row.EnrolledFrom)),
        new("enrolled_to", row => Text(row.EnrolledTo)),
    ];

    public static readonly Column<ProviderRow>[] Providers =
    [
        new("provider_number", row => row.ProviderNumber),
        new("last_name", row => row.LastName),
        new("first_name", row => row.FirstName),
        new("npi", row => row.Npi),
        new("taxonomy", row => row.Taxonomy),
        new("credential", row => row.Credential),
        new("license_number", row => row.LicenseNumber),
        new("valid_from", row => Text(row.ValidFrom)),
        new("valid_to", row => Text(row.ValidTo)),
        new("supervisor_number", row => row.SupervisorNumber),
        new("employed_from", row => Text(row.EmployedFrom)),
        new("employed_to", row => Text(row.EmployedTo)),
        new("medicaid_from", row => Text(row.MedicaidFrom)),
        new("medicaid_to", row => Text(row.MedicaidTo)),
        new("screened_on", row => Text(row.ScreenedOn)),
        new("birth_date", row => Text(row.BirthDate)),
        new("background_checked_on", row => Text(row.BackgroundCheckedOn)),
        new("federal_from", row => Text(row.FederalFrom)),
        new("federal_to", row => Text(row.FederalTo)),
    ];

    public static readonly Column<SupervisionRow>[] Supervision =
    [
        new("provider_number", row => row.ProviderNumber),
        new("supervisor_number", row => row.SupervisorNumber),
        new("supervised_on", row => Text(row.SupervisedOn)),
        new("kind", row => row.Kind),
    ];

    public static readonly Column<CalendarRow>[] Calendar =
    [
        new("school_code", row => row.SchoolCode),
        new("school_name", row => row.SchoolName),
        new("first_day", row => Text(row.FirstDay)),
        new("last_day", row => Text(row.LastDay)),
        new("day_type", row => row.DayType),
        new("opens", row => Text(row.Opens)),
        new("closes", row => Text(row.Closes)),
        new("note", row => row.Note),
    ];

    public static readonly Column<GridRow>[] Grid =
    [
        new("plan_number", row => row.PlanNumber),
        new("student_number", row => row.StudentNumber),
        new("plan_type", row => row.PlanType),
        new("plan_from", row => Text(row.PlanFrom)),
        new("plan_to", row => Text(row.PlanTo)),
        new("finalized_on", row => Text(row.FinalizedOn)),
        new("row_number", row => Text(row.RowNumber)),
        new("service", row => row.Service),
        new("mode", row => row.Mode),
        new("frequency", row => row.Frequency),
        new("minutes_per_session", row => Text(row.MinutesPerSession)),
        new("location", row => row.Location),
        new("row_from", row => Text(row.RowFrom)),
        new("row_to", row => Text(row.RowTo)),
        new("esy", row => Text(row.Esy)),
        new("outside_hours", row => Text(row.OutsideHours)),
        new("adaptation", row => row.Adaptation),
        new("diagnoses", row => row.Diagnoses),
    ];

    public static readonly Column<ConsentRow>[] Consents =
    [
        new("student_number", row => row.StudentNumber),
        new("state", row => row.State),
        new("effective_on", row => Text(row.EffectiveOn)),
        new("notice_on", row => Text(row.NoticeOn)),
    ];

    public static readonly Column<OrderRow>[] Orders =
    [
        new("student_number", row => row.StudentNumber),
        new("service", row => row.Service),
        new("ordered_on", row => Text(row.OrderedOn)),
        new("ends_on", row => Text(row.EndsOn)),
        new("ordering_npi", row => row.OrderingNpi),
        new("ordering_last_name", row => row.OrderingLastName),
        new("ordering_first_name", row => row.OrderingFirstName),
        new("ordering_taxonomy", row => row.OrderingTaxonomy),
        new("diagnoses", row => row.Diagnoses),
    ];

    public static readonly Column<EligibilityRow>[] Eligibility =
    [
        new("student_number", row => row.StudentNumber),
        new("eligible_from", row => Text(row.EligibleFrom)),
        new("eligible_to", row => Text(row.EligibleTo)),
        new("other_coverage", row => Text(row.OtherCoverage)),
        new("payer_last_name", row => row.PayerLastName),
        new("payer_first_name", row => row.PayerFirstName),
        new("payer_birth_date", row => Text(row.PayerBirthDate)),
    ];

    public static readonly Column<AbsenceRow>[] Absences =
    [
        new("student_number", row => row.StudentNumber),
        new("date", row => Text(row.Date)),
        new("absent_from", row => Text(row.From)),
        new("absent_to", row => Text(row.To)),
        new("withdrawn", row => Text(row.Withdrawn)),
    ];

    public static readonly Column<StayRow>[] Stays =
    [
        new("student_number", row => row.StudentNumber),
        new("stay_from", row => Text(row.From)),
        new("stay_to", row => Text(row.To)),
    ];

    public static readonly Column<AuthorizationRow>[] Authorizations =
    [
        new("student_number", row => row.StudentNumber),
        new("authorization_number", row => row.Number),
        new("covers", row => row.Covers),
        new("valid_from", row => Text(row.ValidFrom)),
        new("valid_to", row => Text(row.ValidTo)),
        new("units", row => Text(row.Units)),
    ];

    public static readonly Column<OtherPaymentRow>[] OtherPayments =
    [
        new("student_number", row => row.StudentNumber),
        new("date", row => Text(row.Date)),
        new("procedure", row => row.Procedure),
        new("payer_id", row => row.PayerId),
        new("payer_name", row => row.PayerName),
        new("asked", row => row.Asked),
        new("filing_indicator", row => row.FilingIndicator),
        new("member_id", row => row.MemberId),
        new("relationship", row => row.Relationship),
        new("insured_last_name", row => row.InsuredLastName),
        new("insured_first_name", row => row.InsuredFirstName),
        new("payer_claim_number", row => row.PayerClaimNumber),
        new("paid_on", row => Text(row.PaidOn)),
        new("paid", row => Dollars(row.PaidCents)),
        new("adjustments", row => row.Adjustments),
    ];

    public static readonly Column<RateRow>[] Rates =
    [
        new("procedure", row => row.Procedure),
        new("modifiers", row => row.Modifiers),
        new("valid_from", row => Text(row.ValidFrom)),
        new("valid_to", row => Text(row.ValidTo)),
        new("rate", row => Dollars(row.RateCents)),
    ];

    public static readonly Column<LogRow>[] Logs =
    [
        new("row_id", row => row.RowId),
        new("student_number", row => row.StudentNumber),
        new("provider_number", row => row.ProviderNumber),
        new("service", row => row.Service),
        new("mode", row => row.Mode),
        new("date", row => Text(row.Date)),
        new("start", row => Text(row.Start)),
        new("end", row => Text(row.End)),
        new("minutes_away", row => row.MinutesAway == 0 ? "" : Text(row.MinutesAway)),
        new("attendance", row => row.Attendance),
        new("group_key", row => row.GroupKey),
        new("place", row => row.Place),
        new("telehealth", row => Text(row.Telehealth)),
        new("makeup_for", row => Text(row.MakeupFor)),
        new("objective", row => row.Objective),
        new("activity", row => row.Activity),
        new("progress", row => row.Progress),
        new("note", row => row.Note),
        new("vehicle", row => row.Vehicle),
        new("signed_by", row => row.SignedBy),
        new("signed_at", row => Text(row.SignedAt)),
        new("cosigned_by", row => row.CosignedBy),
        new("cosigned_at", row => Text(row.CosignedAt)),
    ];
}
