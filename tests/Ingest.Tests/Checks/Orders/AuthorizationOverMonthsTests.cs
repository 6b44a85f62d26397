using Dapper;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>An authorization of one unit, and sessions in two months.</summary>
public sealed class AuthorizationOverMonthsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task What_September_used_October_does_not_have()
    {
        var district = await DistrictAsync();
        await district.LogAsync(On(1, new(2026, 9, 29)));

        await district.LogAsync(On(2, new(2026, 10, 6)));

        Assert.Equal(["2 PA_UNITS"], await StandingAsync(district));
    }

    [Fact]
    public async Task What_September_gives_back_October_has_after_the_next_check()
    {
        var district = await DistrictAsync();
        await district.LogAsync(On(1, new(2026, 9, 29)));
        await district.LogAsync(On(2, new(2026, 10, 6)));

        await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            district.DistrictId, 1, 1, new Dictionary<string, string> { [LogField.Place] = "the moon" }, StoredDistrict.Change);
        await district.CheckStaleMonthsAsync();

        Assert.Equal(["1 POS_VALID"], await StandingAsync(district));
    }

    private static EntryBuilder On(long id, DateOnly day) => An.Entry().Id(id).On(day);

    private async Task<StoredDistrict> DistrictAsync()
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .Change((Student student) => student with { Authorizations = [new(1, "A1", "SPEECH", new(2026, 9, 1), null, 1)] }));
        await district.OverrideAsync("authorization.required", """["SPEECH"]""");
        return district;
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
