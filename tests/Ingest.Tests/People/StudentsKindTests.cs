using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Ingest.Tests.People;

public sealed class StudentsKindTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Header = "student_number,last_name,first_name,birth_date,sex,school_code,enrolled_from,enrolled_to";

    [Fact]
    public async Task A_student_comes_in_with_all_enrolments()
    {
        var intake = await Intake.OfNewDistrictAsync(database);

        Assert.Equal((3, 3, 0, 0, 0), await intake.CountAsync("students", Intake.Students));

        var reference = await intake.ReferenceAsync();
        var ana = reference.StudentByNumber("S1")!;
        Assert.Equal((1, Intake.Day("2016-05-04"), "10000000001", true), (ana.StudentId, ana.BirthDate, ana.MedicaidId, ana.AddressComplete));
        Assert.Equal(
            [new Enrolment("EAST", Intake.Day("2026-08-31"), Intake.Day("2026-10-15")), new Enrolment("WEST", Intake.Day("2026-10-16"), null)],
            ana.Enrolments);
        var zoe = reference.StudentByNumber("S2")!;
        Assert.Equal((2, "", false), (zoe.StudentId, zoe.MedicaidId, zoe.AddressComplete));
        Assert.Equal(
            ["Ruiz|Ana||F|NH|032290001", "O'Neil|Zoë|M.|U||"],
            await intake.QueryAsync<string>("""
                select concat_ws('|', last_name, first_name, coalesce(middle_name, ''), sex, coalesce(state_code, ''), coalesce(postal_code, ''))
                from intake.student where district_id = @districtId order by student_id
                """));
    }

    [Fact]
    public async Task The_rows_of_a_student_replace_the_enrolments_and_leave_other_students_alone()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);

        var counts = await intake.CountAsync("students", $"{Header}\nS1,Ruiz-Lee,Ana,2016-05-04,F,EAST,2026-08-31,\nS3,Wu,Li,2017-01-01,M,EAST,2026-08-31,\n");

        Assert.Equal((2, 2, 1, 0, 0), counts);
        Assert.Equal([new Enrolment("EAST", Intake.Day("2026-08-31"), null)], (await intake.StudentAsync("S1")).Enrolments);
        Assert.Single((await intake.StudentAsync("S2")).Enrolments);
        Assert.Equal((1, 3), ((await intake.StudentAsync("S1")).StudentId, (await intake.StudentAsync("S3")).StudentId));
    }

    [Fact]
    public async Task Rows_that_say_nothing_new_are_duplicates()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);

        var counts = await intake.CountAsync("students", Intake.Students + "S2,O'Neil,Zoë,M.,2015-01-02,U,,,,,,EAST,2026-08-31,\nS4,New,One,,2016-01-01,F,,,,,,EAST,2026-08-31,\n");

        Assert.Equal((5, 1, 0, 0, 4), counts);
    }

    [Fact]
    public async Task A_row_that_contradicts_an_earlier_one_is_malformed()
    {
        var intake = await Intake.OfNewDistrictAsync(database);

        var counts = await intake.CountAsync("students", $"""
            {Header}
            S1,Ruiz,Ana,2016-05-04,F,EAST,2026-08-31,2026-10-01
            S1,Ruiz,Anna,2016-05-04,F,WEST,2026-10-02,
            S1,Ruiz,Ana,2016-05-04,F,WEST,2026-08-31,
            S2,Wu,Li,2016-05-04,X,WEST,2026-08-31,2026-08-30

            """);

        Assert.Equal((4, 1, 0, 3, 0), counts);
        Assert.Equal(
            [
                "3: It says other things of the student than an earlier row (line 2).",
                "4: The student has another enrolment from the same day on (line 2).",
                "5: sex is none of F, M, U. enrolled_to is before enrolled_from.",
            ],
            await intake.MalformedAsync());
    }
}
