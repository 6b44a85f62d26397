using Dapper;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Entries;

public sealed class LogTakeInTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_clean_session_stands_in_the_store_delivered_and_billable()
    {
        var district = await StoredDistrict.CreateAsync(database);

        await district.LogAsync(An.Entry());

        Assert.Equal([("r0001", true, true, 2_000L)], await VerdictsAsync(district));
        Assert.Empty(await StandingCodesAsync(district));
    }

    [Fact]
    public async Task A_faulty_session_stands_there_with_its_findings()
    {
        var district = await StoredDistrict.CreateAsync(database);

        await district.LogAsync(An.Entry().For("S404"), An.Entry().Id(2).On(new(2026, 10, 8)));

        Assert.Equal([("r0001", false, false, 2_000L), ("r0002", true, true, 2_000L)], await VerdictsAsync(district));
        Assert.Equal(["STU_MATCH"], await StandingCodesAsync(district));
    }

    [Fact]
    public async Task A_finding_whose_code_is_one_word_can_be_stored()
    {
        var student = DistrictBuilder.Student("S1", 1);
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .With(DistrictBuilder.Provider("P2", 2, "OT"))
            .With(student with
            {
                Orders = [student.Orders[0], student.Orders[0] with { OrderId = 2, Service = "OT" }],
                Plans = [DistrictBuilder.Plan(1, [DistrictBuilder.Row(1, "SPEECH", "30 min 2x/week"), DistrictBuilder.Row(2, "OT", "30 min 2x/week")])],
            }));

        await district.LogAsync(An.Entry(), An.Entry().Id(2).By("P2").Of("OT"));

        Assert.Equal(["COTREAT", "COTREAT"], await StandingCodesAsync(district));
    }

    [Fact]
    public async Task The_same_rows_again_are_duplicates_and_change_nothing()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry());

        var again = await district.LogAsync(An.Entry());

        Assert.Equal((0, 0, 1), (again.Entered, again.Changed, again.Duplicates));
        Assert.Single(await VerdictsAsync(district));
    }

    [Fact]
    public async Task A_corrected_row_becomes_a_new_version_and_the_old_one_stays_readable()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry().For("S404"));

        var again = await district.LogAsync(An.Entry());

        Assert.Equal((1, 1, 0), (again.Entered, again.Changed, again.Duplicates));
        // The vendor changed the student and gave no new signature.
        Assert.Equal(["LOG_EDITED"], await StandingCodesAsync(district));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Equal("S404", await connection.ExecuteScalarAsync<string>(
            "select content ->> 'student_number' from intake.entry_superseded where district_id = @DistrictId", new { district.DistrictId }));
    }

    [Fact]
    public async Task A_row_id_with_two_contents_in_one_file_is_not_guessed_at()
    {
        var district = await StoredDistrict.CreateAsync(database);

        var taken = await district.LogAsync(An.Entry(), An.Entry().Lasting(45));

        Assert.Equal(1, taken.Entered);
        var (line, reason) = Assert.Single(taken.Refused);
        Assert.Equal(3, line);
        Assert.Contains("line 2", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_file_meets_the_sessions_of_the_first()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry());

        await district.TakeInAsync("vendor", ("v1", An.Entry().Build().Entry.Log));

        Assert.Equal(["DUP_LOG"], await StandingCodesAsync(district));
    }

    [Fact]
    public async Task A_large_month_is_loaded_into_its_own_partition_with_the_same_verdicts()
    {
        var district = await StoredDistrict.CreateAsync(database);
        var start = new DateOnly(2026, 10, 1);
        var rows = Enumerable.Range(0, MedicaidLogs.Ingest.Entries.MonthTables.WorthwhileRows)
            .Select(i => An.Entry().Id(i + 1).For($"S{i + 10}").On(start.AddDays(i % 20)))
            .ToList();

        await district.LogAsync(rows);
        await district.LogAsync(An.Entry().Id(900_000));

        await using var connection = await database.DataSource.OpenConnectionAsync();
        var tables = (await connection.QueryAsync<string>(
            "select distinct tableoid::regclass::text from intake.entry where district_id = @DistrictId", new { district.DistrictId })).ToList();
        Assert.Equal([$"intake.entry_{district.DistrictId}_202610"], tables);
        Assert.Equal(rows.Count + 1, await connection.ExecuteScalarAsync<int>(
            "select count(*) from intake.entry where district_id = @DistrictId", new { district.DistrictId }));
        Assert.Equal(rows.Count, await connection.ExecuteScalarAsync<int>(
            "select count(distinct entry_id) from intake.finding where district_id = @DistrictId and code = 'STU_MATCH'", new { district.DistrictId }));
        await FlaggedEntries.AssertAgreeWithFindingsAsync(database.DataSource);
    }

    [Fact]
    public async Task A_large_month_takes_the_place_of_what_a_killed_import_left()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var left = await connection.ExecuteScalarAsync<string>(
            "select intake.new_month_tables(@DistrictId, '2026-10-01')", new { district.DistrictId });

        var rows = Enumerable.Range(1, MedicaidLogs.Ingest.Entries.MonthTables.WorthwhileRows).Select(i => An.Entry().Id(i).For($"S{i + 10}")).ToList();
        await district.LogAsync(rows);

        Assert.Equal($"{district.DistrictId}_202610", left);
        Assert.True(await connection.ExecuteScalarAsync<bool>(
            "select intake.month_is_attached(@DistrictId, '2026-10-01')", new { district.DistrictId }));
        Assert.Equal(rows.Count, await connection.ExecuteScalarAsync<int>(
            "select count(*) from intake.entry where district_id = @DistrictId", new { district.DistrictId }));
    }

    [Fact]
    public async Task Checking_the_month_again_changes_nothing()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry(), An.Entry().Id(2).For("S404"), An.Entry().Id(3).On(new(2026, 10, 12)));
        var check = new MonthCheck(database.DataSource, StoredDistrict.Clock);

        var outcome = await check.RunAsync(district.DistrictId, new DateOnly(2026, 10, 1), StoredDistrict.Change.Who);

        Assert.Equal((3, 0, 0, 0), (outcome.Entries, outcome.VerdictsChanged, outcome.Added.Count, outcome.Cleared.Count));
    }

    private async Task<List<(string RowId, bool Delivered, bool Billable, long Cents)>> VerdictsAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<(string, bool, bool, long)>(
            "select row_id, delivered, billable, value_cents from intake.entry where district_id = @DistrictId order by entry_id",
            new { district.DistrictId })];
    }

    private async Task<List<string>> StandingCodesAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            "select code from intake.finding where district_id = @DistrictId and cleared_run_id is null order by entry_id, code",
            new { district.DistrictId })];
    }
}
