namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>A student whom another insurance covers: what it has decided on goes to Medicaid with the claim, what it has not must wait.</summary>
internal static class OtherInsurance
{
    private const string Student = "3021";
    private const string Procedure = "90832"; // Half an hour of counseling, by the encounter.
    private const long DiscountCents = 18_05;
    private const long CopayCents = 10_00;

    public static void Plant(Draft draft)
    {
        Draft.Change(draft.District.Eligibility, row => row.StudentNumber == Student, row => row with { OtherCoverage = true });
        var chargeCents = draft.District.Rates.Single(rate => rate.Procedure == Procedure).RateCents;
        var sessions = draft.Of(Student);
        draft.District.OtherPayments.AddRange(
        [
            Answer(sessions[0].Row.Date, chargeCents - DiscountCents - CopayCents, $"CO:45:{Csv.Dollars(DiscountCents)};PR:3:{Csv.Dollars(CopayCents)}"),
            Answer(sessions[1].Row.Date, 0, $"PR:96:{Csv.Dollars(chargeCents)}"),
        ]);
        draft.Plant(
            "TPL_OPEN", "Another insurance comes first and has not answered for these two sessions.", "The biller bills it, and sends its answer as a file of other payments.",
            sessions.Skip(2));
    }

    private static OtherPaymentRow Answer(DateOnly date, long paidCents, string adjustments) => new(
        Student, date, Procedure, "GRANITE", "Granite State Mutual", "first", "CI", "GSM-4417702", "child", "Usher", "Dorothea", "", date.AddDays(21), paidCents, adjustments);
}
