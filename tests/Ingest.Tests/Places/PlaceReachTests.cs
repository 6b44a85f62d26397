using MedicaidLogs.Ingest.Places;

namespace MedicaidLogs.Ingest.Tests.Places;

/// <summary>What a district's administrator cannot reach on machines that districts share.</summary>
public sealed class PlaceReachTests
{
    private const string District = "maple-grove";

    private static readonly PlaceFile _vendor = new(
        "vendor", "sftp", "files.vendor.example", null, "district", "MAPLE_GROVE__VENDOR", Fetch: new("out", [new("*.csv", "logs")]));

    [Fact]
    public void A_partners_server_with_theDistricts_own_secret_is_within_reach() =>
        Assert.Empty(PlaceReach.FaultsOf(District, _vendor, before: null));

    [Theory]
    [InlineData("VENDOR")]
    [InlineData("MAPLE_GROVE__")]
    [InlineData("MAPLE__VENDOR")]
    [InlineData("MAPLE_GROVE_EAST__VENDOR")]
    public void Another_secret_is_not_but_the_one_that_the_place_has(string secret)
    {
        var other = _vendor with { Secret = secret };

        Assert.StartsWith("secret: ", Assert.Single(PlaceReach.FaultsOf(District, other, _vendor)), StringComparison.Ordinal);
        Assert.Empty(PlaceReach.FaultsOf(District, other with { Fetch = null, Deliver = new("in", "nh-mmis") }, before: other));
    }

    [Theory]
    [InlineData("VENDOR", null, 1)]
    [InlineData("MAPLE_GROVE__VENDOR", "/keys/shared", 1)]
    [InlineData("MAPLE_GROVE__VENDOR", null, 0)]
    public void A_password_or_key_that_is_not_the_districts_own_goes_to_no_other_server(string secret, string? keyFile, int faults)
    {
        var before = _vendor with { Secret = secret, KeyFile = keyFile };
        PlaceFile[] elsewhere =
        [
            before with { Address = "files.somebody.example" }, before with { Port = 2222 }, before with { User = "somebody" }, before with { HostKey = "SHA256:x" },
        ];

        Assert.All(elsewhere, file => Assert.Equal(faults, PlaceReach.FaultsOf(District, file, before).Count));
        Assert.Empty(PlaceReach.FaultsOf(District, elsewhere[0] with { Secret = "MAPLE_GROVE__OTHER", KeyFile = null }, before with { KeyFile = null }));
    }

    [Fact]
    public void Nothing_of_the_workers_machines_is()
    {
        PlaceFile[] beyond = [_vendor with { Kind = "folder" }, _vendor with { KeyFile = "/keys/other" }, _vendor with { CaFile = "/keys/ca" }];

        Assert.Equal(
            ["kind", "key_file", "ca_file"],
            beyond.SelectMany(file => PlaceReach.FaultsOf(District, file, _vendor)).Select(fault => fault.Split(':')[0]));
        Assert.Empty(PlaceReach.FaultsOf(District, beyond[1], before: beyond[1]));
    }
}
