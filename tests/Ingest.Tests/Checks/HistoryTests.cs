using Dapper;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>What happened before the month counts; and a change there tells the months that looked back to it.</summary>
public sealed class HistoryTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{

    /// <summary>The grid row's periods are counted from Tuesday 1 September 2026; school begins on Monday 31 August.</summary>
    [Theory]
    [InlineData("2 x 30 min every 9 weeks", "2026-09-08", "2026-09-09")]
    [InlineData("2 x 30 min per year", "2026-09-02", "2026-09-30")]
    [InlineData("2 x 30 min every 4 weeks", "2026-09-28", "2026-09-29")]
    [InlineData("2 x 30 min per week", "2026-09-28", "2026-09-30")]
    [InlineData("2 x 30 min per 6-day cycle", "2026-09-29", "2026-09-30")]
    public async Task The_period_is_used_up_by_sessions_of_the_month_before(string frequency, string first, string second)
    {
        var district = await DistrictAsync(frequency);
        await district.LogAsync(On(1, first), On(2, second));

        await district.LogAsync(On(3, "2026-10-01"));

        Assert.Equal(["3 IEP_MINCAP"], await StandingAsync(district));
    }

    [Theory]
    [InlineData("2 x 30 min every 4 weeks", "2026-09-24", "2026-09-25")]
    [InlineData("2 x 30 min per month", "2026-09-29", "2026-09-30")]
    [InlineData("2 x 30 min per week", "2026-09-24", "2026-09-25")]
    public async Task Sessions_of_another_period_use_nothing(string frequency, string first, string second)
    {
        var district = await DistrictAsync(frequency);
        await district.LogAsync(On(1, first), On(2, second));

        await district.LogAsync(On(3, "2026-10-01"));

        Assert.Empty(await StandingAsync(district));
    }

    [Fact]
    public async Task Only_what_was_billable_uses_the_period_up()
    {
        var district = await DistrictAsync("2 x 30 min per year");
        await district.LogAsync(
            On(1, "2026-09-08"), On(2, "2026-09-09").Log(log => log with { Place = "the moon" }), On(3, "2026-09-10").Log(log => log with { Attendance = "A" }));

        await district.LogAsync(On(4, "2026-10-06"), On(5, "2026-10-07"));

        Assert.Equal(["2 POS_VALID", "3 ATT_NOTDELIVERED", "5 IEP_MINCAP"], await StandingAsync(district));
    }

    [Fact]
    public async Task What_a_later_stage_rejects_uses_the_period_as_it_does_within_the_month()
    {
        // Five minutes are no unit, but they are minutes of the plan.
        var inTwoMonths = await DistrictAsync("34 min per year", "OT");
        await inTwoMonths.LogAsync(On(1, "2026-09-30").Of("OT").By("P2").Lasting(5));
        await inTwoMonths.LogAsync(On(2, "2026-10-01").Of("OT").By("P2").Lasting(30));
        var inOne = await DistrictAsync("34 min per year", "OT");
        await inOne.LogAsync(On(1, "2026-10-01").Of("OT").By("P2").Lasting(5), On(2, "2026-10-02").Of("OT").By("P2").Lasting(30));

        Assert.Equal(["1 UNIT_ZERO", "2 IEP_MINCAP"], await StandingAsync(inOne));
        Assert.Equal(["1 UNIT_ZERO", "2 IEP_MINCAP"], await StandingAsync(inTwoMonths));
    }

    [Fact]
    public async Task A_make_up_uses_the_minutes_of_the_month_that_it_makes_up_for()
    {
        var district = await DistrictAsync("30 min per month");
        await district.LogAsync(On(1, "2026-09-08"));

        await district.LogAsync(On(2, "2026-10-06").Log(log => log with { MakeupFor = new(2026, 9, 10) }), On(3, "2026-10-07"));

        Assert.Equal(["2 IEP_MINCAP"], await StandingAsync(district));
    }

    [Fact]
    public async Task A_late_file_makes_the_months_stale_that_look_back_to_it()
    {
        var district = await DistrictAsync("2 x 30 min per year");
        await district.LogAsync(On(1, "2026-10-06"), On(2, "2026-11-03"));
        Assert.Empty(await StaleAsync(district));

        await district.LogAsync(On(3, "2026-09-08"));

        Assert.Equal(["2026-10-01", "2026-11-01"], await StaleAsync(district));
        await district.CheckStaleMonthsAsync();
        Assert.Equal(["2 IEP_MINCAP"], await StandingAsync(district));
        Assert.Empty(await StaleAsync(district));
    }

    [Fact]
    public async Task A_late_file_of_weekly_rows_makes_no_month_stale()
    {
        var district = await DistrictAsync("2 x 30 min per week");
        await district.LogAsync(On(1, "2026-10-06"), On(2, "2026-11-03"));

        await district.LogAsync(On(3, "2026-09-30"));

        Assert.Empty(await StaleAsync(district)); // nobody has a session on 1 or 2 October
    }

    [Fact]
    public async Task A_late_file_of_another_student_makes_no_month_stale()
    {
        var district = await DistrictAsync("2 x 30 min per year");
        await district.LogAsync(On(1, "2026-10-06"));

        await district.LogAsync(On(2, "2026-09-08").For("S2"));

        Assert.Empty(await StaleAsync(district));
    }

    [Fact]
    public async Task A_correction_makes_the_months_stale_that_looked_back_to_what_it_replaced()
    {
        var district = await DistrictAsync("2 x 30 min per year");
        await district.LogAsync(On(1, "2026-09-08"), On(2, "2026-09-09"));
        await district.LogAsync(On(3, "2026-10-06"));
        Assert.Equal(["3 IEP_MINCAP"], await StandingAsync(district));

        await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            district.DistrictId, 1, 1, new Dictionary<string, string> { [LogField.Place] = "the moon" }, StoredDistrict.Change);

        Assert.Equal(["2026-10-01"], await StaleAsync(district));
        await district.CheckStaleMonthsAsync();
        Assert.Equal(["1 POS_VALID"], await StandingAsync(district));
    }

    [Fact]
    public async Task A_change_that_nothing_looks_back_to_makes_no_month_stale()
    {
        var district = await DistrictAsync("2 x 30 min per year");
        await district.LogAsync(On(1, "2026-09-08"), On(2, "2026-10-06"));

        await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            district.DistrictId, 2, 1, new Dictionary<string, string> { [LogField.Place] = "the moon" }, StoredDistrict.Change);

        Assert.Empty(await StaleAsync(district));
    }

    [Theory, InlineData("1900-01-01"), InlineData("9999-12-31")]
    public async Task A_mistyped_year_at_either_end_of_the_calendar_breaks_nothing(string day)
    {
        var district = await DistrictAsync("2 x 30 min per year");
        await district.LogAsync(On(1, "2026-10-06"));

        await district.LogAsync(
            Mistyped(2, day), Mistyped(3, day).Of("SPEECH_EVAL"), Mistyped(4, day).Log(log => log with { Progress = "", MakeupFor = log.Date }),
            On(5, "2026-10-07").Log(log => log with { SignedAt = new(9999, 12, 31, 12, 0, 0, TimeSpan.Zero) }));
        await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            district.DistrictId, 2, 1, new Dictionary<string, string> { [LogField.Place] = "home" }, StoredDistrict.Change);

        Assert.Equal([2L, 3, 4], (await StandingAsync(district)).Select(finding => finding[0] - '0').Where(id => id is not 5).Distinct().Select(id => (long)id));
    }

    private static EntryBuilder Mistyped(long id, string day) => An.Entry().Id(id).Log(log => log with { Date = DateOnly.ParseExact(day, "yyyy-MM-dd", null) });

    private static EntryBuilder On(long id, string day) => An.Entry().Id(id).On(DateOnly.ParseExact(day, "yyyy-MM-dd", null));

    private Task<StoredDistrict> DistrictAsync(string frequency, string service = "SPEECH")
    {
        var student = DistrictBuilder.Student("S1", 1);
        student = student with
        {
            Plans = [DistrictBuilder.Plan(1, [DistrictBuilder.Row(1, service, frequency)])],
            Orders = [student.Orders[0] with { Service = service }],
        };
        return StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .With(student)
            .With(DistrictBuilder.Student("S2", 2))
            .Change((Provider provider) => provider with { ScreenedOn = new(2026, 11, 2) })
            .With(DistrictBuilder.Provider("P2", 2, "OT")));
    }

    private async Task<List<string>> StaleAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            "select service_month::text from intake.stale_month where district_id = @DistrictId order by 1", new { district.DistrictId })];
    }

    private async Task<List<string>> StandingAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            """
            select entry_id || ' ' || code from intake.finding
            where district_id = @DistrictId and cleared_run_id is null and severity <> 'warn' order by entry_id, code
            """,
            new { district.DistrictId })];
    }
}
