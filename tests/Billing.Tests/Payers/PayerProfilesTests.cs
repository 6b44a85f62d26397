using System.Text;
using Dapper;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Payers;

/// <summary>A district's own profiles beside the shipped ones.</summary>
public sealed class PayerProfilesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly Actor _who = Actor.Command("test");

    private readonly PayerProfiles _profiles = new(database.DataSource, new FixedClock(new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task The_districts_own_profile_goes_before_the_shipped_one_until_it_ends()
    {
        var district = await database.CreateDistrictAsync();
        var other = await database.CreateDistrictAsync();

        Assert.True((await _profiles.SetAsync(district, "ours.json", Own(responseTimeoutDays: 30), _who)).IsNew);
        Assert.False((await _profiles.SetAsync(district, "ours.json", Own(responseTimeoutDays: 30), _who)).IsNew);
        Assert.Equal((30, 90), (await TimeoutAsync(district), await TimeoutAsync(other)));
        Assert.True((await _profiles.SetAsync(district, "ours.json", Own(responseTimeoutDays: 60), _who)).IsNew);
        var own = Assert.Single(await _profiles.OwnAsync(district));
        Assert.Equal(("nh-mmis", 2, "ours.json"), (own.Profile.Name, own.Number, own.FileName));

        Assert.True(await _profiles.EndAsync(district, "nh-mmis", _who));
        Assert.False(await _profiles.EndAsync(district, "nh-mmis", _who));
        Assert.Equal(90, await TimeoutAsync(district));
        Assert.Empty(await _profiles.OwnAsync(district));
        Assert.Equal(
            ["payer.profile-set 1", "payer.profile-set 2", "payer.profile-ended 3"],
            await QueryAsync("select action || ' ' || (detail ->> 'number') from ops.audit_event where district_id = @district order by seq", district));
    }

    [Fact]
    public async Task What_is_no_profile_is_not_stored()
    {
        var district = await database.CreateDistrictAsync();

        await Assert.ThrowsAsync<PayerProfileException>(() => _profiles.SetAsync(district, "ours.json", Own(responseTimeoutDays: 0), _who));

        Assert.Empty(await QueryAsync("select name from billing.payer_profile where district_id = @district", district));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await Assert.ThrowsAsync<PayerProfileException>(() => PayerProfiles.FindAsync(connection, district, "no-such-payer"));
    }

    [Fact]
    public void A_listing_tells_each_member_of_the_edition_in_force()
    {
        var settings = PayerListing.Of(PayerProfile.Shipped("clearinghouse"), new DateOnly(2026, 11, 9)).ToDictionary(setting => setting.Member, setting => setting.Said);

        Assert.Equal(
            ("|>^~", "10", "CER", "null", "true"),
            (settings["interchange.separators"], settings["interchange.filesPerDay"], settings["claims.claimNote.kind"], settings["claims.lineNote"],
             settings["providers.renderingTaxonomy"]));
    }

    private static byte[] Own(int responseTimeoutDays) =>
        Encoding.UTF8.GetBytes(AProfile.JsonLike("nh-mmis", file => file["editions"]![0]!["responseTimeoutDays"] = responseTimeoutDays));

    private async Task<int> TimeoutAsync(DistrictId district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return (await PayerProfiles.FindAsync(connection, district, "nh-mmis")).On(new(2026, 11, 9)).ResponseTimeoutDays;
    }

    private async Task<List<string>> QueryAsync(string sql, DistrictId district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(sql, new { district })];
    }
}
