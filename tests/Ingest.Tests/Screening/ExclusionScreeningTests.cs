using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.Ingest.Screening;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Screening;

public sealed class ExclusionScreeningTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly _october = new(2026, 10, 1);

    [Fact]
    public async Task A_provider_who_is_not_on_the_list_is_clear_for_the_month()
    {
        var district = await StoredDistrict.CreateAsync(database);

        Assert.Equal(new ScreeningCounts(1, 0, 0), (await ScreenAsync(district, Leie.Line())).Counts);
        Assert.Equal(ScreeningResult.Clear, Assert.Single(await ScreeningsAsync(district)).Result);
    }

    [Fact]
    public async Task A_provider_of_an_excluded_NPI_is_excluded_from_that_day_on()
    {
        var district = await StoredDistrict.CreateAsync(database);

        Assert.Equal(new ScreeningCounts(0, 0, 1), (await ScreenAsync(district, Leie.Line(npi: "1234567893", excluded: "20261015"))).Counts);
        Assert.Equal(
            new MonthScreening(_october, ScreeningResult.Excluded, new DateOnly(2026, 11, 9), new DateOnly(2026, 10, 15)),
            Assert.Single(await ScreeningsAsync(district)));
    }

    [Fact]
    public async Task A_namesake_waits_until_a_person_says_that_it_is_somebody_else()
    {
        var district = await StoredDistrict.CreateAsync(database);
        var namesake = Leie.Line(last: "PROVIDER", first: "P1", born: "00000000");
        await district.LogAsync(An.Entry());

        Assert.Equal(new ScreeningCounts(0, 1, 0), (await ScreenAsync(district, namesake)).Counts);
        await district.CheckStaleMonthsAsync();
        Assert.Equal([ProviderNotClear.Code], await CodesAsync(district));

        var decided = Assert.IsType<DecisionOutcome.Decided>(await DecideAsync(district, excluded: false));
        Assert.Equal(1, decided.Entries.Freed.Entries);
        Assert.Equal("clear", Assert.Single(await Decisions.ListAsync(district.DistrictId, _october)).Standing);
        Assert.Empty(await CodesAsync(district));
    }

    [Fact]
    public async Task A_decision_holds_for_the_same_record_of_the_next_list()
    {
        var district = await StoredDistrict.CreateAsync(database);
        var namesake = Leie.Line(last: "PROVIDER", first: "P1", born: "00000000");
        await ScreenAsync(district, namesake);
        await DecideAsync(district, excluded: false);

        Assert.Equal(new ScreeningCounts(1, 0, 0), (await ScreenAsync(district, Leie.Line(), namesake)).Counts);
        Assert.Equal(new ScreeningCounts(0, 1, 0), (await ScreenAsync(district, namesake, Leie.Line(last: "PROVIDER", first: "P1", excluded: "20260101"))).Counts);
    }

    [Fact]
    public async Task A_person_may_say_that_the_list_means_the_provider_and_take_it_back()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await ScreenAsync(district, Leie.Line(last: "PROVIDER", first: "P1"));

        await DecideAsync(district, excluded: true);
        Assert.Equal(ScreeningResult.Excluded, Assert.Single(await ScreeningsAsync(district)).Result);
        Assert.IsType<DecisionOutcome.Refused>(await DecideAsync(district, excluded: true));

        await DecideAsync(district, excluded: false);
        Assert.Equal(ScreeningResult.Clear, Assert.Single(await ScreeningsAsync(district)).Result);
        Assert.Equal(2, await CountAsync("select count(*) from ops.audit_event where district_id = @DistrictId and action = 'screening.decided' and reason = 'asked the OIG'", district));
    }

    [Fact]
    public async Task A_match_by_NPI_is_not_for_a_person_to_decide()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await ScreenAsync(district, Leie.Line(npi: "1234567893"));

        Assert.IsType<DecisionOutcome.Refused>(await DecideAsync(district, excluded: false));
    }

    [Fact]
    public async Task A_decision_needs_a_reason()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await ScreenAsync(district, Leie.Line(last: "PROVIDER", first: "P1"));

        Assert.IsType<DecisionOutcome.Refused>(
            await Decisions.DecideAsync(district.DistrictId, _october, "P1", excluded: false, " ", Actor.Command("test")));
    }

    [Fact]
    public async Task The_same_list_again_writes_nothing_until_there_is_a_new_provider()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await ScreenAsync(district, Leie.Line());
        var before = await TableContents.ReadAsync(database.DataSource);

        Assert.IsType<ScreeningOutcome.AsBefore>(await SendAsync(district, Leie.Bytes(Leie.Line())));
        before.AssertSame(await TableContents.ReadAsync(database.DataSource));

        await ExecuteAsync("""
            insert into intake.provider (district_id, provider_id, provider_number, last_name, first_name, employed_from, import_file_id)
            values (@DistrictId, 99, 'P99', 'New', 'Nora', '2026-10-20', 1)
            """, district);
        Assert.Equal((2, 2), ((await ScreenAsync(district, Leie.Line())).Number, (await ScreeningsAsync(district)).Count + (await ScreeningsAsync(district, "P99")).Count));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_leaves_nothing()
    {
        var district = await StoredDistrict.CreateAsync(database);
        var before = await TableContents.ReadAsync(database.DataSource);

        Assert.IsType<ScreeningOutcome.Refused>(await SendAsync(district, Leie.Bytes(Leie.Line(), "half a line")));

        before.AssertSame(await TableContents.ReadAsync(database.DataSource));
    }

    private ScreeningDecisions Decisions => new(database.DataSource, StoredDistrict.Clock);

    private Task<DecisionOutcome> DecideAsync(StoredDistrict district, bool excluded) =>
        Decisions.DecideAsync(district.DistrictId, _october, "P1", excluded, "asked the OIG", Actor.Command("test"));

    private async Task<ScreeningOutcome.Screened> ScreenAsync(StoredDistrict district, params IEnumerable<string> lines) =>
        Assert.IsType<ScreeningOutcome.Screened>(await SendAsync(district, Leie.Bytes(lines)));

    private Task<ScreeningOutcome> SendAsync(StoredDistrict district, byte[] list) =>
        new ExclusionScreening(database.DataSource, StoredDistrict.Clock).ScreenAsync(
            district.DistrictId, _october, "UPDATED.csv", new MemoryStream(list), Actor.Command("test"));

    private async Task<IReadOnlyList<MonthScreening>> ScreeningsAsync(StoredDistrict district, string provider = "P1")
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var reference = await ReferenceLoader.LoadAsync(connection, district.DistrictId, null, default);
        return reference.ProviderByNumber(provider)!.Screenings;
    }

    /// <summary>What the standing findings are.</summary>
    private async Task<IEnumerable<string>> CodesAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.QueryAsync<string>(
            "select code from intake.finding where district_id = @DistrictId and cleared_run_id is null", new { district.DistrictId });
    }

    private async Task<long> CountAsync(string sql, StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql, new { district.DistrictId });
    }

    private async Task ExecuteAsync(string sql, StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { district.DistrictId });
    }
}
