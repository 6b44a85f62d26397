using MedicaidLogs.Ingest.Causes;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Causes;

public sealed class RootCausesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly _monday = new(2026, 10, 5);

    [Fact]
    public async Task One_lapsed_licence_is_one_task_and_one_unknown_student_another()
    {
        var causes = await CausesAsync(
            LicenceLapsedOn(_monday.AddDays(1)),
            On(1, 0), // the licence still held
            On(2, 2), On(3, 8), On(4, 9),
            On(5, 0).For("S404"), On(6, 1).For("S405"));

        Assert.Equal(
            ["PROV_LICENSE provider P1: 3 entries", "STU_MATCH student S404: 1 entries", "STU_MATCH student S405: 1 entries"],
            causes.Select(cause => $"{cause.Code} {cause.Task} {cause.Subject}: {cause.Entries} entries"));
        Assert.Equal((_monday.AddDays(2), _monday.AddDays(9)), (causes[0].FirstDay, causes[0].LastDay));
        Assert.Equal(3 * causes[1].HeldCents, causes[0].HeldCents); // a renewed licence brings what any session does
        Assert.True(causes[1].HeldCents > 0);
    }

    [Fact]
    public async Task An_entry_that_two_tasks_hold_is_set_free_by_neither_alone()
    {
        var causes = await CausesAsync(
            LicenceLapsedOn(_monday), On(1, 1), On(2, 2).Log(log => log with { Place = "the moon" }));

        var licence = causes.Single(cause => cause.Code == "PROV_LICENSE");
        Assert.Equal((2, 1), (licence.Entries, licence.FreedEntries));
        var place = causes.Single(cause => cause.Code == "POS_VALID");
        Assert.Equal(("entry", "2", 1, 0, 0), (place.Task, place.Subject, place.Entries, place.FreedEntries, place.FreedCents));
    }

    [Fact]
    public async Task A_closed_day_is_one_task_for_the_school()
    {
        var holiday = new DateOnly(2026, 10, 12);
        var district = new DistrictBuilder().With(
            new(DistrictBuilder.YearBegins, DistrictBuilder.YearEnds, Ingest.People.DayType.Instructional, null, null),
            new(holiday, holiday, Ingest.People.DayType.Closed, null, null));
        var causes = await CausesAsync(district, On(1, 7), On(2, 7).At(13, 0, 30));

        Assert.Equal(("CAL_CLOSED", "school day", "MAIN 2026-10-12", 2), Told(Assert.Single(causes)));
    }

    [Fact]
    public async Task Dollars_are_those_that_the_entries_would_bring()
    {
        var causes = await CausesAsync(
            new DistrictBuilder(), On(1, 0).Log(log => log with { Place = "the moon" }), On(2, 2).Log(log => log with { Place = "the moon" }));

        Assert.Equal([1, 2], causes.Select(cause => int.Parse(cause.Subject, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(causes, cause => Assert.True(cause.HeldCents > 0 && cause.HeldCents == cause.FreedCents));
    }

    [Fact]
    public async Task What_Medicaid_pays_for_in_no_case_holds_no_dollars()
    {
        var student = DistrictBuilder.Student("S1", 1) with { Eligibility = [] };
        var causes = await CausesAsync(new DistrictBuilder().With(student), On(1, 0).Log(log => log with { Place = "the moon" }));

        Assert.Equal((1, 0, 0), (causes[0].Entries, causes[0].HeldCents, causes[0].FreedCents));
    }

    [Fact]
    public async Task The_fewer_days_are_left_to_file_the_sooner_it_comes()
    {
        var district = new DistrictBuilder();
        var stored = await StoredDistrict.CreateAsync(database, district);
        await stored.LogAsync(
            On(1, 0).At(8, 0, 60).Log(log => log with { Place = "the moon" }),
            On(2, 1).Log(log => log with { Place = "the moon" }));

        var early = await PageAsync(stored, new(2026, 11, 9));
        var late = await PageAsync(stored, _monday.AddDays(364));

        Assert.Equal(365 - 35, early.Page[0].DaysLeft);
        Assert.Equal(1, late.Page[0].DaysLeft);
        Assert.Equal("1", late.Page[0].Subject);
    }

    [Fact]
    public async Task Another_months_rejections_are_left_out_where_a_month_is_asked_for()
    {
        var stored = await StoredDistrict.CreateAsync(database);
        await stored.LogAsync(On(1, 0).For("S404"), An.Entry().Id(2).On(new(2026, 9, 15)).For("S404"));

        Assert.Equal(2, Assert.Single((await PageAsync(stored, new(2026, 11, 9))).Page).Entries);
        Assert.Equal(1, Assert.Single((await PageAsync(stored, new(2026, 11, 9), new DateOnly(2026, 9, 1))).Page).Entries);
        Assert.Empty((await PageAsync(stored, new(2026, 11, 9), new DateOnly(2026, 8, 1))).Page);
    }

    [Fact]
    public async Task A_page_says_how_many_there_are_in_all_and_the_next_goes_on_after_it()
    {
        var stored = await StoredDistrict.CreateAsync(database);
        await stored.LogAsync([.. Enumerable.Range(1, RootCauses.PageSize + 3).Select(i => On(i, 0).For($"S{1000 + i}"))]);

        var (first, ofAll) = await PageAsync(stored, new(2026, 11, 9));
        var (second, _) = await PageAsync(stored, new(2026, 11, 9), after: first[^1].Place);

        Assert.Equal((RootCauses.PageSize, RootCauses.PageSize + 3, 3), (first.Count, ofAll, second.Count));
        Assert.Empty(first.Select(cause => cause.Subject).Intersect(second.Select(cause => cause.Subject)));
    }

    [Fact]
    public async Task A_cause_names_its_entries_and_the_record_to_mend()
    {
        var stored = await StoredDistrict.CreateAsync(database, LicenceLapsedOn(_monday));
        await stored.LogAsync(On(1, 0), On(2, 2), On(3, 8), On(4, 1).For("S404"));
        var october = new DateOnly(2026, 10, 1);
        var (causes, _) = await PageAsync(stored, new(2026, 11, 9), october);
        await using var connection = await database.DataSource.OpenConnectionAsync();

        var licence = causes.Single(cause => cause.Code == "PROV_LICENSE");
        var unknown = causes.Single(cause => cause.Code == "STU_MATCH");
        Assert.Equal((1L, 1L, 2L), (licence.ProviderId, licence.StudentId, licence.FirstEntryId));
        Assert.Null(unknown.StudentId);
        Assert.Equal(new long[] { 2L, 3L, 4L }, await RootCauses.EntriesAsync(connection, stored.District, october, null, licence.Code, licence.Key, default));
        Assert.Equal(new long[] { 4L }, await RootCauses.EntriesAsync(connection, stored.District, october, null, unknown.Code, unknown.Key, default));
        Assert.Empty(await RootCauses.EntriesAsync(connection, stored.District, october, null, unknown.Code, licence.Key, default));
    }

    [Fact]
    public async Task Causes_are_told_by_who_can_fix_them()
    {
        var stored = await StoredDistrict.CreateAsync(database);
        await stored.LogAsync(On(1, 0).For("S404"), On(2, 2).Log(log => log with { Place = "the moon" }));

        Assert.Equal("STU_MATCH", Assert.Single((await PageAsync(stored, new(2026, 11, 9), who: "office")).Page).Code);
        var (ofProviders, ofAll) = await PageAsync(stored, new(2026, 11, 9), who: "provider");
        Assert.Equal(("POS_VALID", 2), (Assert.Single(ofProviders).Code, ofAll));
    }

    private static EntryBuilder On(long id, int daysAfterMonday) => An.Entry().Id(id).On(_monday.AddDays(daysAfterMonday));

    private static DistrictBuilder LicenceLapsedOn(DateOnly day)
    {
        var provider = DistrictBuilder.Provider("P1", 1);
        return new DistrictBuilder().With(provider with { Credentials = [provider.Credentials[0] with { To = day }] });
    }

    private static (string Code, string Task, string Subject, int Entries) Told(RootCause cause) =>
        (cause.Code, cause.Task, cause.Subject, cause.Entries);

    private async Task<IReadOnlyList<RootCause>> CausesAsync(DistrictBuilder district, params EntryBuilder[] entries)
    {
        var stored = await StoredDistrict.CreateAsync(database, district);
        await stored.LogAsync(entries);
        return (await PageAsync(stored, new(2026, 11, 9))).Page;
    }

    private async Task<(IReadOnlyList<RootCause> Page, int OfAll)> PageAsync(
        StoredDistrict stored, DateOnly asOf, DateOnly? month = null, string? who = null, CausePlace? after = null)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var query = new CauseQuery(month, asOf, who, after);
        var page = await RootCauses.PageAsync(connection, stored.District, query, CancellationToken.None);
        var counts = await RootCauses.CountsAsync(connection, stored.District, query, CancellationToken.None);
        return (page, counts.Sum(each => each.Causes));
    }
}
