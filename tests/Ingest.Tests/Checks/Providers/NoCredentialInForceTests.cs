using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NoCredentialInForceTests
{
    [Theory]
    [InlineData("2026-10-06", "2026-10-06", false)]
    [InlineData("2026-10-07", "2028-10-06", true)]
    [InlineData("2024-10-06", "2026-10-05", true)]
    [InlineData("2024-10-06", null, false)]
    public void A_credential_is_in_force_on_both_its_ends(string from, string? to, bool found) =>
        Assert.Equal(found, An.Entry().WithCredential(credential => credential with { From = Day.Of(from), To = Day.OrNone(to) }).Draws(NoCredentialInForce.Check));

    [Fact]
    public void One_of_several_is_enough()
    {
        var lapsed = new Credential("SLP", new DateOnly(2020, 1, 1), new DateOnly(2024, 12, 31), "L-1", "");
        var renewed = new Credential("SLP", new DateOnly(2025, 1, 1), null, "L-2", "");
        Assert.Empty(An.Entry().WithProvider(provider => provider with { Credentials = [lapsed, renewed] }).AllCodes());
    }

    [Fact]
    public void A_lapsed_licence_draws_this_code_and_no_other() =>
        Assert.Equal([NoCredentialInForce.Code], An.Entry().WithCredential(credential => credential with { To = new DateOnly(2026, 9, 30) }).AllCodes());

    [Fact]
    public void No_credential_at_all_draws_this_code_and_no_other() =>
        Assert.Equal([NoCredentialInForce.Code], An.Entry().WithProvider(provider => provider with { Credentials = [] }).AllCodes());
}
