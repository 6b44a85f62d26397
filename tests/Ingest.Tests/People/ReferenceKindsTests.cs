using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Ingest.Tests.People;

/// <summary>Each kind: in, read back as checks see it; the same again; changed; and what it refuses.</summary>
public sealed class ReferenceKindsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Providers =
        "provider_number,last_name,first_name,npi,taxonomy,credential,license_number,valid_from,valid_to,supervisor_number,employed_from,employed_to,medicaid_from,medicaid_to,screened_on\n";

    private const string Grid =
        "plan_number,student_number,plan_type,plan_from,plan_to,finalized_on,row_number,service,mode,frequency,minutes_per_session,location,row_from,row_to,esy,outside_hours,adaptation,diagnoses\n";

    [Fact]
    public async Task Providers_with_their_credentials()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        const string Pat = "P1,Lee,Pat,1234567893,235Z00000X,SLP,L-1,2024-01-01,2027-12-31,,2020-08-01,,2020-09-01,2028-01-01,2026-10-01\n";
        const string Assistant = "P2,Roe,Sam,,,SLPA,,2025-01-01,,P1,2021-08-01,2026-12-31,,,\n";

        Assert.Equal((2, 2, 0, 0, 0), await intake.CountAsync("providers", Providers + Pat + Assistant));
        var pat = (await intake.ReferenceAsync()).ProviderByNumber("P1")!;
        Assert.Equal((1, "1234567893", Intake.Day("2020-08-01"), (DateOnly?)null), (pat.ProviderId, pat.Npi, pat.EmployedFrom, pat.EmployedTo));
        Assert.Equal((Intake.Day("2020-09-01"), Intake.Day("2028-01-01"), Intake.Day("2026-10-01")), (pat.MedicaidFrom, pat.MedicaidTo, pat.ScreenedOn));
        Assert.Equal([new Credential("SLP", Intake.Day("2024-01-01"), Intake.Day("2027-12-31"), "L-1", "")], pat.Credentials);
        Assert.Equal("P1", Assert.Single((await intake.ReferenceAsync()).ProviderByNumber("P2")!.Credentials).SupervisorNumber);

        // A second licence beside the first, then the first one gone.
        var second = Pat.Replace("SLP,L-1,2024-01-01,2027-12-31", "OT,L-9,2026-01-01,", StringComparison.Ordinal);
        Assert.Equal((2, 1, 0, 0, 1), await intake.CountAsync("providers", Providers + Pat + second));
        Assert.Equal((1, 0, 0, 0, 1), await intake.CountAsync("providers", Providers + second));
        Assert.Equal("OT", Assert.Single((await intake.ReferenceAsync()).ProviderByNumber("P1")!.Credentials).Name);
        Assert.NotNull((await intake.ReferenceAsync()).ProviderByNumber("P2"));
    }

    [Fact]
    public async Task What_else_is_asked_of_providers()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        var header = Providers.TrimEnd('\n') + ",birth_date,background_checked_on,federal_from,federal_to\n";
        const string Pat = "P1,Lee,Pat,1234567893,,SLP,L-1,2024-01-01,,,2020-08-01,,,,,1980-05-06,2020-07-01,2026-07-01,2027-06-30\n";

        Assert.Equal((2, 1, 0, 1, 0), await intake.CountAsync("providers", header + Pat + Pat.Replace("P1,", "P2,", StringComparison.Ordinal).Replace("2027-06-30", "2026-06-30", StringComparison.Ordinal)));
        var pat = (await intake.ReferenceAsync()).ProviderByNumber("P1")!;
        Assert.Equal((Intake.Day("2020-07-01"), Intake.Day("2026-07-01"), Intake.Day("2027-06-30")), (pat.BackgroundCheckedOn, pat.FederalFrom, pat.FederalTo));
        Assert.Equal(["1980-05-06"], await intake.QueryAsync<string>("select birth_date::text from intake.provider where district_id = @districtId"));
    }

    [Fact]
    public async Task Supervision_of_providers_by_providers()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("providers", Providers + "P1,Lee,Pat,,,SLP,,2024-01-01,,,2020-08-01,,,,\nP2,Roe,Sam,,,SLPA,,2024-01-01,,P1,2020-08-01,,,,\n");
        const string Header = "provider_number,supervisor_number,supervised_on,kind\n";
        const string September = "P2,P1,2026-09-08,direct\n";
        const string October = "P2,P1,2026-10-06,Indirect\n";

        Assert.Equal((5, 2, 0, 3, 0), await intake.CountAsync("supervision", Header + September + October + "P2,P2,2026-10-06,direct\nP9,P1,2026-10-06,direct\nP2,P9,2026-10-06,direct\n"));
        Assert.Equal(
            [new Supervision(Intake.Day("2026-09-08"), "P1", "direct"), new Supervision(Intake.Day("2026-10-06"), "P1", "indirect")],
            (await intake.ReferenceAsync()).ProviderByNumber("P2")!.Supervisions);

        Assert.Equal((2, 1, 1, 0, 1), await intake.CountAsync("supervision", Header + September + October.Replace("Indirect", "direct", StringComparison.Ordinal)));
        Assert.Equal(["direct", "direct"], (await intake.ReferenceAsync()).ProviderByNumber("P2")!.Supervisions.Select(supervision => supervision.Kind));
    }

    [Fact]
    public async Task The_calendar_of_each_school()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        const string Header = "school_code,school_name,first_day,last_day,day_type,opens,closes,note\n";
        const string Year = "EAST,,2026-08-31,2027-06-18,instructional,08:00,15:00,\n";
        const string Holiday = "EAST,East School,2026-10-12,2026-10-12,Closed,,,Columbus Day\n";
        const string Other = "WEST,,2026-08-31,2027-06-18,instructional,,,\n";

        Assert.Equal((3, 3, 0, 0, 0), await intake.CountAsync("calendar", Header + Year + Holiday + Other));
        var east = (await intake.ReferenceAsync()).School("EAST")!;
        Assert.False(east.IsSchoolDay(Intake.Day("2026-10-12")));
        Assert.True(east.IsSchoolDay(Intake.Day("2026-10-13")));
        Assert.Equal((new TimeOnly(8, 0), new TimeOnly(15, 0)), east.BellTimes(Intake.Day("2026-10-13")));
        Assert.Equal(["East School", "WEST"], await intake.QueryAsync<string>("select name from intake.school where district_id = @districtId order by school_code"));

        var moved = Holiday.Replace("2026-10-12", "2026-10-13", StringComparison.Ordinal);
        Assert.Equal((2, 1, 0, 0, 1), await intake.CountAsync("calendar", Header + Year + moved));
        var changed = await intake.ReferenceAsync();
        Assert.True(changed.School("EAST")!.IsSchoolDay(Intake.Day("2026-10-12")));
        Assert.True(changed.School("WEST")!.IsSchoolDay(Intake.Day("2026-10-13")));

        Assert.Equal((1, 0, 0, 1, 0), await intake.CountAsync("calendar", Header + "EAST,,2026-10-12,2026-10-11,holiday,15:00,08:00,\n"));
        Assert.Equal(
            ["2: day_type is none of instructional, closed, esy. last_day is before first_day. closes is not after opens."],
            await intake.MalformedAsync());
    }

    [Fact]
    public async Task A_range_of_more_than_400_days_is_a_mistyped_year()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        const string Longest = "EAST,2026-08-31,2027-10-04,instructional\n";
        const string DayLonger = "WEST,2026-08-31,2027-10-05,instructional\n";
        const string Mistyped = "NORTH,2026-08-31,2062-06-18,instructional\n";

        Assert.Equal((3, 1, 0, 2, 0), await intake.CountAsync("calendar", "school_code,first_day,last_day,day_type\n" + Longest + DayLonger + Mistyped));
        Assert.Equal(
            [
                "3: The range from first_day to last_day is longer than 400 days; is the year right?",
                "4: The range from first_day to last_day is longer than 400 days; is the year right?",
            ],
            await intake.MalformedAsync());
    }

    [Fact]
    public async Task Plans_and_the_rows_of_their_grids()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);
        const string Speech = "IEP-1,S1,iep,2026-09-01,2027-08-31,2026-08-28,1,SPEECH,either,2 x 30 min per week,,school,,,no,,,f80.2; R47.8;not a code\n";
        const string Bus = "IEP-1,S1,iep,2026-09-01,2027-08-31,2026-08-28,2,TRANSPORT,individual,as needed,,,2026-10-01,2026-12-31,yes,yes,lift,\n";

        Assert.Equal((2, 2, 0, 0, 0), await intake.CountAsync("grid", Grid + Speech + Bus));
        var plan = Assert.Single((await intake.StudentAsync("S1")).Plans);
        Assert.Equal((1, "IEP", Intake.Day("2026-09-01"), Intake.Day("2027-08-31"), Intake.Day("2026-08-28")), (plan.PlanId, plan.PlanType, plan.From, plan.To, plan.FinalizedOn));
        Assert.Equal([1, 2], plan.Rows.Select(row => row.GridRowId));
        Assert.Equal((null, 60, "school", plan.From, plan.To), (plan.Rows[0].Mode, plan.Rows[0].Frequency?.MinutesPerPeriod, plan.Rows[0].Location, plan.Rows[0].From, plan.Rows[0].To));
        Assert.Equal(["F802", "R478", "notacode"], plan.Rows[0].Diagnoses);
        Assert.Equal((SessionMode.Individual, null, true, true, "lift"), (plan.Rows[1].Mode, plan.Rows[1].Frequency, plan.Rows[1].Esy, plan.Rows[1].OutsideHours, plan.Rows[1].Adaptation));
        Assert.Equal(
            ["", "not understood: \"as needed\""],
            await intake.QueryAsync<string>("select coalesce(frequency_problem, '') from intake.grid_row where district_id = @districtId order by grid_row_id"));

        var more = Speech.Replace("2 x 30 min", "3 x 30 min", StringComparison.Ordinal);
        var third = Bus.Replace(",2,TRANSPORT", ",3,NURSING", StringComparison.Ordinal);
        Assert.Equal((2, 2, 1, 0, 0), await intake.CountAsync("grid", Grid + more + third));
        plan = Assert.Single((await intake.StudentAsync("S1")).Plans);
        Assert.Equal([(1, "SPEECH"), (2, "TRANSPORT"), (3, "NURSING")], plan.Rows.Select(row => ((int)row.GridRowId, row.Service)));
        Assert.Equal(90, plan.Rows[0].Frequency?.MinutesPerPeriod);
    }

    [Fact]
    public async Task Grid_rows_that_contradict_each_other_or_name_no_student_are_malformed()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);

        var counts = await intake.CountAsync("grid", Grid + """
            IEP-1,S1,IEP,2026-09-01,2027-08-31,,1,SPEECH,group,30 min per week,,,,,,,,
            IEP-1,S1,IEP,2026-09-01,2027-08-30,,2,SPEECH,group,30 min per week,,,,,,,,
            IEP-1,S1,IEP,2026-09-01,2027-08-31,,1,OT,group,30 min per week,,,,,,,,
            IEP-9,S9,IEP,2026-09-01,2027-08-31,,1,OT,group,30 min per week,,,,,,,,
            IEP-2,S2,plan,2026-09-01,2027-08-31,,1,OT,both,,0,,,,perhaps,,,

            """);

        Assert.Equal((5, 1, 0, 4, 0), counts);
        Assert.Equal(
            [
                "3: It says other things of the plan than an earlier row (line 2).",
                "4: The plan has another row with this row_number (line 2).",
                "5: No student of the district has this student_number; send the students first, then this file again.",
                "6: plan_type is none of IEP, ISP, IFSP, 504, OTHER. mode is none of individual, group, either, consult. frequency is empty. "
                    + "minutes_per_session is not a whole number from 1 to 1440. esy is neither yes nor no.",
            ],
            await intake.MalformedAsync());
    }

    [Fact]
    public async Task Consents()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);
        const string Header = "student_number,state,effective_on,notice_on\n";

        Assert.Equal((3, 2, 0, 1, 0), await intake.CountAsync("consents", Header + "S2,granted,2026-08-01,\nS1,Granted,2026-08-01,2026-08-01\nS9,granted,2026-08-01,\n"));
        Assert.Equal([new Consent(2, "granted", Intake.Day("2026-08-01"), Intake.Day("2026-08-01"))], (await intake.StudentAsync("S1")).Consents);

        Assert.Equal((3, 2, 1, 0, 1), await intake.CountAsync("consents", Header + "S2,granted,2026-08-01,\nS1,granted,2026-08-01,2027-08-01\nS1,revoked,2026-10-10,\n"));
        Assert.Equal(
            [new Consent(2, "granted", Intake.Day("2026-08-01"), Intake.Day("2027-08-01")), new Consent(3, "revoked", Intake.Day("2026-10-10"), null)],
            (await intake.StudentAsync("S1")).Consents);
    }

    [Fact]
    public async Task Orders()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);
        const string Header = "student_number,service,ordered_on,ends_on,ordering_npi,ordering_last_name,ordering_first_name,ordering_taxonomy,diagnoses\n";

        Assert.Equal((2, 2, 0, 0, 0), await intake.CountAsync("orders", Header + "S1,SPEECH,2026-08-15,2027-08-14,1234567893,Doe,Jo,208d00000x,F80.2\nS1,OT,2026-08-15,,,,,,\n"));
        Assert.Equal((2, 1, 1, 0, 1), await intake.CountAsync("orders", Header + "S1,SPEECH,2026-08-15,2027-08-14,1234567893,Doe,Jo,208d00000x,F80.2;F80.2;R48.8\nS1,OT,2026-08-15,,,,,,\n"));

        var order = (await intake.StudentAsync("S1")).Orders[0];
        Assert.Equal((1, "SPEECH", Intake.Day("2026-08-15"), Intake.Day("2027-08-14"), "1234567893"), (order.OrderId, order.Service, order.OrderedOn, order.EndsOn, order.OrderingNpi));
        Assert.Equal(["F802", "R488"], order.Diagnoses);
        Assert.Equal(["208D00000X", ""], (await intake.StudentAsync("S1")).Orders.Select(each => each.OrderingTaxonomy));
    }

    [Fact]
    public async Task Eligibility_spans_are_corrected_and_never_taken_away()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);
        const string Header = "student_number,eligible_from,eligible_to,other_coverage\n";

        Assert.Equal((2, 2, 0, 0, 0), await intake.CountAsync("eligibility", Header + "S1,2026-01-01,,\nS2,2026-01-01,,yes\n"));
        Assert.Equal((3, 2, 1, 1, 0), await intake.CountAsync("eligibility", Header + "S1,2026-01-01,2026-09-30,\nS1,2026-11-01,,\nS2,2026-02-01,2026-01-31,\n"));

        Assert.Equal(
            [new Eligibility(1, Intake.Day("2026-01-01"), Intake.Day("2026-09-30"), false), new Eligibility(3, Intake.Day("2026-11-01"), null, false)],
            (await intake.StudentAsync("S1")).Eligibility);
        Assert.Equal([new Eligibility(2, Intake.Day("2026-01-01"), null, true)], (await intake.StudentAsync("S2")).Eligibility);
    }

    [Fact]
    public async Task Whom_the_payer_takes_the_student_for()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);
        const string Header = "student_number,eligible_from,payer_last_name,payer_first_name,payer_birth_date\n";

        Assert.Equal((2, 2, 0, 0, 0), await intake.CountAsync("eligibility", Header + "S1,2026-01-01,RUIZ,ANA,2016-05-04\nS2,2026-01-01,ONEIL,ZOE,2015-02-01\n"));
        Assert.Equal("", Assert.Single((await intake.StudentAsync("S1")).Eligibility).Differs);
        Assert.Equal("birth date", Assert.Single((await intake.StudentAsync("S2")).Eligibility).Differs);

        Assert.Equal((2, 1, 1, 0, 1), await intake.CountAsync("eligibility", Header + "S1,2026-01-01,RUIZ,ANA,2016-05-04\nS2,2026-01-01,ONEIL,ZOE,2015-01-02\n"));
        Assert.Equal("", Assert.Single((await intake.StudentAsync("S2")).Eligibility).Differs);
    }

    [Fact]
    public async Task Absences_are_corrected_and_taken_back_by_a_row()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);
        const string Header = "student_number,date,absent_from,absent_to,withdrawn\n";
        const string WholeDay = "S1,2026-10-05,,,\n";
        const string Morning = "S1,2026-10-06,,10:15,\n";
        const string Noon = "S1,2026-10-06,11:30,12:00,\n";

        Assert.Equal((3, 3, 0, 0, 0), await intake.CountAsync("absences", Header + WholeDay + Morning + Noon));
        Assert.Equal(
            [
                new Absence(1, Intake.Day("2026-10-05"), TimeOnly.MinValue, null),
                new Absence(2, Intake.Day("2026-10-06"), TimeOnly.MinValue, new(10, 15)),
                new Absence(3, Intake.Day("2026-10-06"), new(11, 30), new(12, 0)),
            ],
            (await intake.StudentAsync("S1")).Absences);

        Assert.Equal((3, 2, 2, 0, 1), await intake.CountAsync("absences", Header + "S1,2026-10-05,,,yes\n" + Morning + "S1,2026-10-06,11:30,,\n"));
        Assert.Equal([2L, 3L], (await intake.StudentAsync("S1")).Absences.Select(absence => absence.AbsenceId));
        Assert.Null((await intake.StudentAsync("S1")).Absences[1].To);

        Assert.Equal((4, 1, 0, 3, 0), await intake.CountAsync("absences", Header + "S2,2026-10-05,,09:00,\nS2,2026-10-05,,10:00,\nS1,2026-10-07,10:00,10:00,\nS9,2026-10-05,,,\n"));
        Assert.Equal(
            [
                "3: It says other things of the absence than an earlier row (line 2).",
                "4: absent_to is not after absent_from.",
                "5: No student of the district has this student_number; send the students first, then this file again.",
            ],
            await intake.MalformedAsync());
    }

    [Fact]
    public async Task Stays()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);
        const string Header = "student_number,stay_from,stay_to\n";

        Assert.Equal((2, 2, 0, 0, 0), await intake.CountAsync("stays", Header + "S1,2026-10-05,\nS2,2026-09-01,2026-09-20\n"));
        Assert.Equal((3, 2, 1, 0, 1), await intake.CountAsync("stays", Header + "S1,2026-10-05,2026-10-12\nS1,2026-10-20,\nS2,2026-09-01,2026-09-20\n"));
        Assert.Equal(
            [new Stay(1, Intake.Day("2026-10-05"), Intake.Day("2026-10-12")), new Stay(3, Intake.Day("2026-10-20"), null)],
            (await intake.StudentAsync("S1")).Stays);

        Assert.Equal((1, 0, 0, 1, 0), await intake.CountAsync("stays", Header + "S1,2026-10-05,2026-10-04\n"));
    }

    [Fact]
    public async Task Authorizations_for_services_and_for_codes()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);
        const string Header = "student_number,authorization_number,covers,valid_from,valid_to,units\n";

        Assert.Equal((2, 2, 0, 0, 0), await intake.CountAsync("authorizations", Header + "S1,PA-7,PERSONAL_CARE,2026-09-01,2027-06-30,\nS1,PA-7,92507,2026-09-01,,40\n"));
        Assert.Equal((2, 1, 1, 0, 1), await intake.CountAsync("authorizations", Header + "S1,PA-7,PERSONAL_CARE,2026-09-01,2027-06-30,\nS1,PA-7,92507,2026-09-01,,60\n"));
        Assert.Equal(
            [
                new Authorization(1, "PA-7", "PERSONAL_CARE", Intake.Day("2026-09-01"), Intake.Day("2027-06-30"), null),
                new Authorization(2, "PA-7", "92507", Intake.Day("2026-09-01"), null, 60),
            ],
            (await intake.StudentAsync("S1")).Authorizations);

        Assert.Equal((1, 0, 0, 1, 0), await intake.CountAsync("authorizations", Header + "S1,PA-8,OT,2026-09-01,2026-08-31,0\n"));
        Assert.Equal(["2: units is not a whole number from 1 to 100000. valid_to is before valid_from."], await intake.MalformedAsync());
    }

    [Fact]
    public async Task What_other_payers_paid()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);
        const string Header =
            "student_number,date,procedure,payer_id,payer_name,asked,filing_indicator,member_id,relationship,insured_last_name,insured_first_name,payer_claim_number,paid_on,paid,adjustments\n";
        const string Refused = "S1,2026-10-06,92507,GRANITE,Granite Mutual,,,GM-1,child,Ruiz,Luz,,2026-10-20,0,PR:96:20\n";
        const string Paid = "S1,2026-10-07,92507,GRANITE,Granite Mutual,first,bl,GM-1,Self,,,ICN-7,2026-10-20,12.5,co:45:5;PR:3:2.50\n";

        Assert.Equal((2, 2, 0, 0, 0), await intake.CountAsync("other-payments", Header + Refused + Paid));
        Assert.Equal((2, 1, 1, 0, 1), await intake.CountAsync("other-payments", Header + Refused + Paid.Replace("12.5,co:45:5;PR:3:2.50", "20,", StringComparison.Ordinal)));
        Assert.Equal(
            [new OtherPayment(Intake.Day("2026-10-06"), "92507"), new OtherPayment(Intake.Day("2026-10-07"), "92507")],
            (await intake.StudentAsync("S1")).OtherPayments);
        Assert.Equal(
            [(1, "CI", "19", "Luz", 0L, "PR:96:2000"), (1, "BL", "18", null, 2_000L, "")],
            await intake.QueryAsync<(int, string, string, string?, long, string)>(
                "select asked_as, filing_indicator, relationship, insured_first_name, paid_cents, adjustments from intake.claim_other_payment where district_id = @districtId order by service_date"));

        Assert.Equal((3, 0, 0, 3, 0), await intake.CountAsync(
            "other-payments",
            Header + "S1,2026-10-08,9250,G,Granite,third,C,GM-1,cousin,,,,2026-10-07,-1,CO:45\nS1,2026-10-08,92507,G,Granite,,,GM-1,self,,,,2026-10-09,1,XX:45:1\nS1,2026-10-08,92507,G,Granite,,,GM-1,self,,,,2026-10-09,1,CO:45:0\n"));
        Assert.Equal(
            [
                "2: procedure is not a code of five letters and digits. asked is none of first, second. relationship is none of self, child, spouse, other. "
                + "paid is not an amount in dollars like 17.79 or 0. adjustments is not a list of at most 12 such as CO:45:12.50;PR:3:20.00. "
                + "filing_indicator is not a code of two letters and digits like CI. paid_on is before date.",
                "3: adjustments is not a list of at most 12 such as CO:45:12.50;PR:3:20.00.",
                "4: adjustments is not a list of at most 12 such as CO:45:12.50;PR:3:20.00.",
            ],
            await intake.MalformedAsync());
    }

    [Fact]
    public async Task Rates()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        const string Header = "procedure,modifiers,valid_from,valid_to,rate\n";

        Assert.Equal((2, 2, 0, 0, 0), await intake.CountAsync("rates", Header + "92507,,2025-07-01,,17.79\n92507,gn;HQ,2025-07-01,,9.5\n"));
        Assert.Equal((2, 1, 1, 0, 1), await intake.CountAsync("rates", Header + "92507,,2025-07-01,2026-06-30,17.79\n92507,GN;HQ,2025-07-01,,9.50\n"));
        var rates = await intake.ReferenceAsync();
        Assert.Equal(1779, rates.RateCents("92507", "", Intake.Day("2026-06-30")));
        Assert.Null(rates.RateCents("92507", "", Intake.Day("2026-07-01")));
        Assert.Equal(950, rates.RateCents("92507", "GN HQ", Intake.Day("2026-07-01")));

        Assert.Equal((4, 0, 0, 4, 0), await intake.CountAsync("rates", Header + "9250,,2025-07-01,,1\n92508,,2025-07-01,,0.00\n92508,,2025-07-01,,-1\n92508,,2025-07-01,,1.234\n"));
        Assert.Equal(
            [
                "2: procedure is not a code of five letters and digits.",
                "3: rate is not an amount above 0 in dollars like 17.79.",
                "4: rate is not an amount above 0 in dollars like 17.79.",
                "5: rate is not an amount above 0 in dollars like 17.79.",
            ],
            await intake.MalformedAsync());
    }
}
