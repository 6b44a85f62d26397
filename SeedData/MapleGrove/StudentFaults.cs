namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Faults in the records of a student: who they are, their eligibility, consent, orders and diagnoses.</summary>
internal static class StudentFaults
{
    private static readonly DateOnly _revoked = new(2026, 10, 19);
    private static readonly DateOnly _ordered = new(2026, 10, 20);
    private static readonly DateOnly _left = new(2026, 10, 16);
    private static readonly DateOnly _admitted = new(2026, 10, 13);
    private static readonly DateOnly _discharged = new(2026, 10, 23);

    public static void Plant(Draft draft)
    {
        PlantWho(draft);
        PlantCoverage(draft);
        PlantConsent(draft);
        PlantOrders(draft);
        PlantPointer(draft);
    }

    private static void PlantWho(Draft draft)
    {
        draft.Plant(
            "STU_AGE", "The student turned 21 on October 14.", "Nothing to fix: sessions from that birthday on are not billed.",
            draft.Of("3001").Where(session => session.Row.Date >= new DateOnly(2026, 10, 14)));

        Draft.Change(draft.District.Students, row => row.StudentNumber == "3002", row => row with { MedicaidId = row.MedicaidId[..^1] });
        draft.Plant("STU_MEDID", "The Medicaid ID has ten digits instead of eleven.", "The office copies the ID from the card.", draft.Of("3002"));

        Draft.Change(draft.District.Students, row => row.StudentNumber == "3004", row => row with { PostalCode = "" });
        draft.Plant("STU_ADDRESS", "The home address has no ZIP code.", "The office completes the address.", draft.Of("3004"));

        Draft.Change(draft.District.Students, row => row.StudentNumber == "3005", row => row with { EnrolledTo = _left });
        draft.Plant(
            "STU_ENROLLED", "The student left the district on October 16.", "The office corrects the enrolment if the student was still there.",
            draft.Of("3005").Where(session => session.Row.Date > _left));
    }

    private static void PlantCoverage(Draft draft)
    {
        Draft.Change(draft.District.Eligibility, row => row.StudentNumber == "3003", row => row with { EligibleTo = new(2026, 9, 30) });
        draft.Plant("STU_ELIG", "Medicaid eligibility ended on September 30.", "Nothing to bill unless the payer renews the span.", draft.Of("3003"));

        Draft.Change(draft.District.Eligibility, row => row.StudentNumber == "3025", row => row with { PayerBirthDate = new(2011, 7, 3) });
        draft.Plant(
            "STU_DEMOG", "The payer has July 3 for March 7 as the birth date.", "Billed all the same; the office compares both with the card.", draft.Of("3025"));

        draft.District.Stays.AddRange([new("1012", new(2026, 7, 6), new(2026, 7, 17)), new("3026", _admitted, _discharged)]);
        draft.Plant(
            "STU_INSTITUTION", "The student was in a psychiatric hospital from October 13 to 23; the counselor went there.", "Nothing to fix: Medicaid pays the hospital.",
            draft.Of("3026").Where(session => session.Row.Date >= _admitted && session.Row.Date <= _discharged));

        OtherInsurance.Plant(draft);
    }

    private static void PlantConsent(Draft draft)
    {
        draft.District.Consents.RemoveAll(row => row.StudentNumber == "3011");
        draft.Plant("CONSENT_FILE", "No parental consent is on file.", "The office gets the consent, or files it.", draft.Of("3011"));

        draft.District.Consents.Add(new("3012", "revoked", _revoked, null));
        draft.Plant(
            "CONSENT_STATE", "The parents revoked their consent on October 19.", "Nothing to fix: sessions from that day on are not billed.",
            draft.Of("3012").Where(session => session.Row.Date >= _revoked));

        Draft.Change(draft.District.Consents, row => row.StudentNumber == "3013", row => row with { NoticeOn = new(2025, 9, 8) });
        draft.Plant("CONSENT_NOTICE", "The last yearly notice is more than twelve months old.", "Billed all the same; the office sends the notice.", draft.Of("3013"));
    }

    private static void PlantOrders(Draft draft)
    {
        draft.District.Orders.RemoveAll(row => row.StudentNumber == "3014");
        draft.Plant("ORDER_PRESENT", "There is no order for physical therapy.", "The office gets the order, or files it.", draft.Of("3014"));

        ChangeOrder(draft, "3015", row => row with { OrderedOn = new(2025, 9, 22) });
        draft.Plant("ORDER_DATES", "The order is of September 22, 2025 and held for twelve months.", "The office gets a new order.", draft.Of("3015"));

        ChangeOrder(draft, "3016", row => row with { OrderedOn = _ordered });
        draft.Plant(
            "ORDER_DATES", "The order was written on October 20, after the session.", "The office files the earlier order if there is one.",
            draft.Of("3016").Where(session => session.Row.Date < _ordered));

        ChangeOrder(draft, "3017", row => row with { OrderingNpi = "1234567890" });
        draft.Plant("ORDER_ORP", "The ordering physician's NPI has a wrong check digit.", "The office corrects the NPI.", draft.Of("3017"));

        ChangeOrder(draft, "3027", row => row with { OrderingLastName = "Perry", OrderingFirstName = "Lena", OrderingTaxonomy = "101YS0200X" });
        draft.Plant("ORDER_SCOPE", "A school counselor ordered physical therapy.", "Billed all the same; the office asks a physician.", draft.Of("3027"));

        ChangeOrder(draft, "3018", row => row with { Diagnoses = "" });
        Draft.Change(draft.District.Grid, row => row.StudentNumber == "3018", row => row with { Diagnoses = "" });
        draft.Plant("DX_PRESENT", "Neither the order nor the plan names a diagnosis.", "The office adds the diagnosis from the order.", draft.Of("3018"));

        ChangeOrder(draft, "3019", row => row with { Diagnoses = "80.G1" });
        draft.Plant("DX_FORMAT", "The order's diagnosis is written 80.G1, which is no ICD-10-CM code.", "The office corrects it to G80.1.", draft.Of("3019"));
    }

    private static void PlantPointer(Draft draft)
    {
        ChangeOrder(draft, "3028", row => row with { Diagnoses = "W17.89XS;S06.0X0S" });
        draft.Plant(
            "DX_POINTER", "The order names the fall, W17.89XS, before the injury.", "The office puts the injury first.", draft.Of("3028"));
    }

    private static void ChangeOrder(Draft draft, string student, Func<OrderRow, OrderRow> change) =>
        Draft.Change(draft.District.Orders, row => row.StudentNumber == student, change);
}
