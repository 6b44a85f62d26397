using Dapper;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Where one session's verdict hangs on another session, or on a record that comes late: what changes when that changes.</summary>
public sealed class InterplayTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_ride_is_billable_on_a_day_with_another_billable_service_and_only_then()
    {
        var district = await DistrictAsync();
        await district.LogAsync(An.Entry(), An.Entry().Id(2).By("P3").Of("TRANSPORT").At(8, 0, 15).Log(log => log with { Vehicle = "adapted-bus" }));
        Assert.Equal(["1 2000", "2 2000"], await BillableAsync(district));

        await CorrectAsync(district, 1, 1, LogField.Place, "the moon");
        Assert.Equal(["1 POS_VALID", "2 TRN_SAMEDAY"], await StandingAsync(district));

        await CorrectAsync(district, 1, 2, LogField.Place, "school");
        Assert.Equal(["1 2000", "2 2000"], await BillableAsync(district));
    }

    [Fact]
    public async Task When_an_earlier_session_is_not_billed_the_day_has_room_again()
    {
        // Eight units a day: 120 minutes fill it.
        var district = await DistrictAsync();
        await district.LogAsync(An.Entry().By("P2").Of("OT").At(9, 0, 120), An.Entry().Id(2).By("P2").Of("OT").At(12, 0, 30));
        Assert.Equal(["2 CAP_DAY"], await StandingAsync(district));

        await CorrectAsync(district, 1, 1, LogField.Attendance, "A");
        Assert.Equal(["1 ATT_NOTDELIVERED"], await StandingAsync(district));
    }

    [Fact]
    public async Task Minutes_of_a_day_are_summed_before_they_are_rounded_and_a_correction_of_one_revalues_the_other()
    {
        // 10 and 12 minutes are a unit each when they are rounded alone, and one together. At another place they are another line.
        var district = await DistrictAsync();
        await district.LogAsync(An.Entry().By("P2").Of("OT").At(9, 0, 10), An.Entry().Id(2).By("P2").Of("OT").At(10, 0, 12));
        Assert.Equal(["1 909", "2 1091"], await BillableAsync(district));

        await CorrectAsync(district, 2, 1, LogField.Place, "home");
        Assert.Equal(["1 2000", "2 2000"], await BillableAsync(district));
    }

    [Fact]
    public async Task When_a_member_leaves_a_group_the_one_who_stays_is_no_group()
    {
        var district = await DistrictAsync();
        await district.LogAsync(Member(1, "S1"), Member(2, "S2"));
        Assert.Empty(await StandingAsync(district));

        await CorrectAsync(district, 2, 1, LogField.GroupKey, "G2");
        Assert.Equal(["1 GRP_SIZE", "1 OVL_PROVIDER", "2 GRP_SIZE", "2 OVL_PROVIDER"], await StandingAsync(district));

        await CorrectAsync(district, 2, 2, LogField.GroupKey, "G1");
        Assert.Empty(await StandingAsync(district));
    }

    [Fact]
    public void A_plan_amended_in_mid_month_judges_each_day_by_the_plan_of_that_day()
    {
        // Once a week until Wednesday 14 October, twice a week from Thursday on: of the cut week each plan gives one session.
        var before = DistrictBuilder.Plan(1, [DistrictBuilder.Row(1, "SPEECH", "1 x 30 min per week") with { To = new(2026, 10, 14) }]) with { To = new(2026, 10, 14) };
        var after = DistrictBuilder.Plan(2, [DistrictBuilder.Row(2, "SPEECH", "2 x 30 min per week") with { From = new(2026, 10, 15) }]) with { From = new(2026, 10, 15) };
        var district = new DistrictBuilder().Change((Student student) => student with { Plans = [before, after] });
        var entries = new[] { 6, 13, 15, 16, 20, 22, 23 }.Select((day, i) => An.Entry().Id(i + 1).On(new(2026, 10, day))
            .Log(log => log with { Note = $"Sound {i}, in words with one cue." }).Alone()).ToArray();

        var findings = CheckEngine.Run(district.ContextOf(entries));

        Assert.Equal(
            [(4L, "IEP_MINCAP", 2L), (7L, "IEP_MINCAP", 2L)], // the second of the 15th and 16th, the third of the week after
            findings.Select(finding => (finding.EntryId, finding.Code, finding.RecordId!.Value)));
    }

    [Theory, InlineData(false, "CONSENT_FILE"), InlineData(true, "")]
    public void A_consent_that_arrives_late_releases_earlier_sessions_where_the_pack_says_so(bool releases, string code)
    {
        var district = new DistrictBuilder { Pack = Packs.NewHampshireWith("consent.releasesEarlier", releases) };
        var session = An.Entry().In(district).WithStudent(student => student with { Consents = [new Consent(1, "granted", new(2026, 10, 20), new(2026, 10, 20))] });

        Assert.Equal(code, string.Join(' ', session.AllCodes()));
    }

    [Theory, InlineData("2026-10-06", ""), InlineData("2026-10-05", "LOG_COSIGN")]
    public void An_assistants_session_is_not_covered_by_a_supervisor_whose_licence_lapsed_the_day_before(string licensedTo, string code)
    {
        var supervisor = DistrictBuilder.Provider("P2", 2);
        var session = An.Entry()
            .In(new DistrictBuilder()
                .With(DistrictBuilder.Provider("P1", 1, "SLPA", supervisor: "P2"))
                .With(supervisor with { Credentials = [supervisor.Credentials[0] with { To = DateOnly.Parse(licensedTo, null) }] }))
            .Log(log => log with { CosignedBy = "P2", CosignedAt = log.SignedAt!.Value.AddHours(1) });

        Assert.Contains(code, string.Join(' ', session.AllCodes()), StringComparison.Ordinal);
    }

    [Theory, InlineData("2026-10-07"), InlineData("2026-11-06"), InlineData("2026-09-06")]
    public void The_same_hour_of_another_day_or_month_is_no_overlap(string day) =>
        Assert.DoesNotContain("OVL_PROVIDER", An.Entry().Beside(other => other.For("S2").On(DateOnly.Parse(day, null))).AllCodes());

    private static EntryBuilder Member(long id, string student) =>
        An.Entry().Id(id).For(student).Of("SPEECH", SessionMode.Group).Log(log => log with { GroupKey = "G1" });

    private Task<StoredDistrict> DistrictAsync()
    {
        var district = new DistrictBuilder().With(DistrictBuilder.Provider("P2", 2, "OT")).With(DistrictBuilder.Provider("P3", 3, "DRIVER"));
        for (var number = 1; number <= 2; number++)
        {
            var student = DistrictBuilder.Student($"S{number}", number);
            district.With(student with
            {
                Orders = [student.Orders[0], student.Orders[0] with { OrderId = 10 + number, Service = "OT" }],
                Plans =
                [
                    DistrictBuilder.Plan(number,
                    [
                        DistrictBuilder.Row(number, "SPEECH", "30 min 2x/week", mode: null),
                        DistrictBuilder.Row(10 + number, "OT", "600 min per week"),
                        DistrictBuilder.Row(20 + number, "TRANSPORT", "10 x 15 min per week") with { Location = "", Adaptation = "lift" },
                    ]),
                ],
            });
        }

        return StoredDistrict.CreateAsync(database, district);
    }

    private async Task CorrectAsync(StoredDistrict district, long entryId, int version, string field, string text)
    {
        Assert.IsType<CorrectionOutcome.Corrected>(await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            district.DistrictId, entryId, version, new Dictionary<string, string> { [field] = text }, StoredDistrict.Change));
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

    private async Task<List<string>> BillableAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            "select entry_id || ' ' || value_cents from intake.entry where district_id = @DistrictId and billable order by entry_id",
            new { district.DistrictId })];
    }
}
