using Dapper;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Corrections;

public sealed class CorrectionServiceTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Correcting_the_student_clears_the_finding_and_asks_for_a_new_signature()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry().For("S404"));

        var corrected = Assert.IsType<CorrectionOutcome.Corrected>(await CorrectAsync(district, 1, 1, (LogField.StudentNumber, "S1")));

        Assert.Equal(2, corrected.Version);
        Assert.Equal(["STU_MATCH"], corrected.Before.Select(finding => finding.Code));
        Assert.Equal(["LOG_EDITED"], corrected.After.Select(finding => finding.Code));
    }

    [Fact]
    public async Task Correcting_the_place_is_the_offices_own_and_needs_no_new_signature()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry().Log(log => log with { Place = "the moon" }));

        var corrected = Assert.IsType<CorrectionOutcome.Corrected>(await CorrectAsync(district, 1, 1, (LogField.Place, "school")));

        Assert.True(corrected.Billable);
        Assert.Empty(corrected.After);
    }

    [Fact]
    public async Task A_correction_checks_the_siblings_too()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry(), An.Entry().Id(2).At(10, 0, 30), An.Entry().Id(3).At(11, 0, 30));

        // The plan gives two half hours a week: when the first makes up for one of the week before, there is room for the third.
        var corrected = Assert.IsType<CorrectionOutcome.Corrected>(await CorrectAsync(district, 1, 1, (LogField.MakeupFor, "2026-09-29")));

        Assert.Equal([3L], corrected.SiblingsChanged);
    }

    [Fact]
    public async Task A_session_that_is_moved_to_another_month_leaves_no_findings_behind()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry().Log(log => log with { Place = "the moon" }));

        var corrected = Assert.IsType<CorrectionOutcome.Corrected>(await CorrectAsync(district, 1, 1, (LogField.Date, "2026-09-29")));

        Assert.Contains("POS_VALID", corrected.After.Select(finding => finding.Code));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Equal(["2026-09-01"], await connection.QueryAsync<string>(
            "select distinct service_month::text from intake.finding where district_id = @DistrictId and cleared_run_id is null", new { district.DistrictId }));
    }

    [Fact]
    public async Task The_second_of_two_people_is_told_that_the_entry_has_changed()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry());
        await CorrectAsync(district, 1, 1, (LogField.Place, "home"));

        Assert.Equal(new CorrectionOutcome.Stale(2), await CorrectAsync(district, 1, 1, (LogField.Place, "school")));
    }

    [Fact]
    public async Task Values_that_cannot_be_read_are_named_and_nothing_is_written()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry());

        var invalid = Assert.IsType<CorrectionOutcome.Invalid>(
            await CorrectAsync(district, 1, 1, (LogField.Start, "9 o'clock"), (LogField.SignedAt, "2026-10-06T16:00")));

        Assert.Equal([LogField.SignedAt, LogField.Start], invalid.Problems.Keys.Order());
        Assert.IsType<CorrectionOutcome.Corrected>(await CorrectAsync(district, 1, 1, (LogField.Place, "home")));
    }

    [Fact]
    public async Task A_date_before_1900_is_a_slip_that_the_store_could_not_hold()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry());

        var invalid = Assert.IsType<CorrectionOutcome.Invalid>(await CorrectAsync(district, 1, 1, (LogField.Date, "0001-01-15")));

        Assert.Equal([LogField.Date], invalid.Problems.Keys);
    }

    [Fact]
    public async Task Another_districts_entry_is_not_there()
    {
        var theirs = await StoredDistrict.CreateAsync(database);
        await theirs.LogAsync(An.Entry());
        var ours = await StoredDistrict.CreateAsync(database);

        Assert.IsType<CorrectionOutcome.NotFound>(await CorrectAsync(ours, 1, 1, (LogField.Place, "home")));
    }

    private Task<CorrectionOutcome> CorrectAsync(
        StoredDistrict district, long entryId, int version, params (string Field, string Text)[] changes) =>
        new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            district.DistrictId, entryId, version, changes.ToDictionary(each => each.Field, each => each.Text), StoredDistrict.Change);
}
