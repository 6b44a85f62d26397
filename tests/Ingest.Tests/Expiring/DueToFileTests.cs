using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Expiring;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Expiring;

/// <summary>Sessions of October 2026, asked about on the days before the limit of filing.</summary>
public sealed class DueToFileTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly _first = new(2026, 10, 6);

    [Fact]
    public async Task A_session_is_due_from_the_day_of_the_warning_to_the_last_day_and_not_a_day_longer()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry().Id(1).On(_first).At(9, 0, 30), An.Entry().Id(2).On(_first.AddDays(2)).At(9, 0, 30));
        var rules = district.District.RulePack.On(_first);
        var (lastDay, soon) = (_first.AddDays(rules.FilingLimitDays), rules.FilingSoonDays);

        Assert.Equal(default, await AskAsync(district.District, lastDay.AddDays(-soon - 1)));
        Assert.Equal(new(1, 2_000, _first), await AskAsync(district.District, lastDay.AddDays(-soon)));
        Assert.Equal(new(2, 4_000, _first), await AskAsync(district.District, lastDay));
        Assert.Equal(new(1, 2_000, _first.AddDays(2)), await AskAsync(district.District, lastDay.AddDays(1)));
    }

    [Fact]
    public async Task Only_of_the_schools_that_are_asked_for()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry().Id(3).On(_first).At(9, 0, 30));
        var lastDay = _first.AddDays(district.District.RulePack.On(_first).FilingLimitDays);

        Assert.Equal(1, (await AskAsync(district.District, lastDay, "MAIN")).Entries);
        Assert.Equal(0, (await AskAsync(district.District, lastDay, "NORTH")).Entries);
    }

    private async Task<DueToFile> AskAsync(District district, DateOnly today, params string[] schools)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await DueToFile.LoadAsync(connection, district, today, schools is [] ? null : schools);
    }
}
