using System.Text;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Districts;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Districts;

public sealed class DistrictRulesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly Actor _who = Actor.Command("test");

    private DistrictRules Rules => new(database.DataSource, StoredDistrict.Clock);

    [Fact]
    public async Task An_override_gives_the_district_its_own_pack_and_marks_the_months_from_its_first_day_on()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(Session(9, 30), Session(10, 15), Session(11, 3));

        var change = await Rules.OverrideAsync(district.DistrictId, "own.json", Own(district, "2026-10-15"), _who);

        Assert.Equal((new DateOnly(2026, 10, 15), 2), (change.Since, change.StaleMonths));
        Assert.Equal((7, 3), (change.District.RulePack.On(new(2026, 10, 14)).LateDays, change.District.RulePack.On(new(2026, 10, 15)).LateDays));
        Assert.Equal(["2026-10-01 rule pack changed", "2026-11-01 rule pack changed"], await StaleAsync(district));
        Assert.Equal([change.District.RulePack.Hash], await QueryAsync<string>(district, "select pack_hash from ops.district_pack where district_id = @DistrictId"));
        Assert.Equal(["2026-10-15 2"], await QueryAsync<string>(
            district, "select (detail ->> 'since') || ' ' || (detail ->> 'staleMonths') from ops.audit_event where district_id = @DistrictId and action = 'district.rules-changed'"));
    }

    [Fact]
    public async Task The_checks_run_under_the_layered_pack_and_remember_its_name_and_hash()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(Session(10, 15));
        var change = await Rules.OverrideAsync(district.DistrictId, "own.json", Own(district, "2026-10-01"), _who);

        await new MonthCheck(database.DataSource, StoredDistrict.Clock).RunAsync(district.DistrictId, new(2026, 10, 1), _who);

        Assert.Equal(
            [$"{district.District.Code} 1 {change.District.RulePack.Hash}"],
            await QueryAsync<string>(
                district, "select pack_name || ' ' || pack_version || ' ' || pack_hash from intake.check_run where district_id = @DistrictId and scope = 'month'"));
        Assert.Empty(await StaleAsync(district));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_none_ends_it()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(Session(10, 15));
        await Rules.OverrideAsync(district.DistrictId, "own.json", Own(district, "2026-10-01"), _who);

        var again = await Rules.OverrideAsync(district.DistrictId, "own.json", Own(district, "2026-10-01"), _who);
        var ended = await Rules.OverrideAsync(district.DistrictId, "", null, _who);
        var endedAgain = await Rules.OverrideAsync(district.DistrictId, "", null, _who);

        Assert.Equal((null, new DateOnly(2026, 10, 1), null), (again.Since, ended.Since, endedAgain.Since));
        Assert.Same(RulePack.Shipped("nh"), ended.District.RulePack);
        Assert.Equal([2], await QueryAsync<int>(district, "select count(*)::int from ops.district_pack where district_id = @DistrictId"));
    }

    [Theory]
    [InlineData("another-district", "nh", "own.json:1:3 $.name: \"another-district\" stands here; wanted: the district's code, ")]
    [InlineData(null, "tx", "$.extends: the file does not stand on the district's pack; wanted: \"extends\": \"nh\".")]
    public async Task A_file_for_another_district_or_pack_is_refused_with_its_place(string? name, string extends, string told)
    {
        var district = await StoredDistrict.CreateAsync(database);
        var json = Encoding.UTF8.GetBytes($$"""{ "name": "{{name ?? district.District.Code}}", "extends": "{{extends}}", "version": "1", "title": "Own" }""");

        var refusal = await Assert.ThrowsAsync<PackException>(() => Rules.OverrideAsync(district.DistrictId, "own.json", json, _who));

        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await QueryAsync<int>(district, "select number from ops.district_pack where district_id = @DistrictId"));
    }

    [Fact]
    public async Task Another_pack_makes_every_month_with_entries_stale()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(Session(9, 30), Session(10, 15));

        var change = await Rules.SetUpAsync(FileOf(district.District) with { Pack = "tx" }, _who);

        Assert.Equal((DateOnly.MinValue, 2), (change.Since, change.StaleMonths));
        Assert.Equal(["2026-09-01 rule pack changed", "2026-10-01 rule pack changed"], await StaleAsync(district));
    }

    [Fact]
    public async Task Another_time_zone_makes_every_month_with_entries_stale()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(Session(10, 15));

        await Rules.SetUpAsync(FileOf(district.District) with { TimeZone = "America/Chicago" }, _who);

        Assert.Equal(["2026-10-01 time zone changed"], await StaleAsync(district));
    }

    [Fact]
    public async Task Another_address_makes_no_month_stale_and_stands_in_the_audit_trail()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(Session(10, 15));

        var change = await Rules.SetUpAsync(FileOf(district.District) with { Street = "2 SCHOOL STREET" }, _who);

        Assert.Equal((null, "2 SCHOOL STREET"), (change.Since, change.District.Street));
        Assert.Empty(await StaleAsync(district));
        Assert.Equal(
            ["""{"changes": {"street": {"after": "2 SCHOOL STREET", "before": "1 School Street"}}}"""],
            await QueryAsync<string>(district, "select detail::text from ops.audit_event where district_id = @DistrictId and subject_kind = 'district'"));
    }

    [Fact]
    public async Task The_pack_below_a_districts_own_file_is_not_changed_under_it()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await Rules.OverrideAsync(district.DistrictId, "own.json", Own(district, "2026-10-01"), _who);

        var refusal = await Assert.ThrowsAsync<DistrictFileException>(() => Rules.SetUpAsync(FileOf(district.District) with { Pack = "tx" }, _who));

        Assert.Contains("stands on nh", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_that_a_file_leaves_out_stay_as_they_are_and_no_file_says_too_few()
    {
        var district = await StoredDistrict.CreateAsync(database);
        var file = FileOf(district.District);
        await Rules.SetUpAsync(file with { KeepDays = new Dictionary<string, int> { ["sign_ins"] = 120 } }, _who);
        await Rules.SetUpAsync(file with { KeepDays = new Dictionary<string, int> { ["sheets"] = 7 } }, _who);

        var kept = (await Rules.SetUpAsync(file, _who)).District.KeepDays;

        Assert.Equal((120, 7, Kept.LeftJobs.UsualDays), (kept["sign_ins"], kept["sheets"], kept["left_jobs"]));
        Assert.Throws<DistrictFileException>(() => (file with { KeepDays = new Dictionary<string, int> { ["sheets"] = 6 } }).Sound());
        Assert.Throws<DistrictFileException>(() => (file with { KeepDays = new Dictionary<string, int> { ["claims"] = 400 } }).Sound());
    }

    private static EntryBuilder Session(int month, int day) => An.Entry().Id((month * 100) + day).On(new DateOnly(2026, month, day));

    private static byte[] Own(StoredDistrict district, string from) => Encoding.UTF8.GetBytes(
        $$"""
        { "name": "{{district.District.Code}}", "extends": "nh", "version": "1", "title": "Own",
          "values": { "log.lateDays": [{ "from": "{{from}}", "value": 3, "source": "contract" }] } }
        """);

    private static DistrictFile FileOf(District district) => new(
        district.Code, district.Name, district.State, district.TimeZone, district.Npi, district.TaxId, district.Street, district.City,
        district.PostalCode, district.Phone, district.Pack, district.Payer);

    private Task<List<string>> StaleAsync(StoredDistrict district) =>
        QueryAsync<string>(district, "select service_month || ' ' || reason from intake.stale_month where district_id = @DistrictId order by 1");

    private async Task<List<T>> QueryAsync<T>(StoredDistrict district, string sql)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<T>(sql, new { district.DistrictId })];
    }
}
