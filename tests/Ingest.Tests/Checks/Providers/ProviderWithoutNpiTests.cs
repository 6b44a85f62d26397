using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ProviderWithoutNpiTests
{
    [Theory]
    [InlineData("1234567893", false)]
    [InlineData("", true)]
    [InlineData("1234567890", true)]
    [InlineData("3234567893", true)]
    public void An_npi_has_ten_digits_the_right_start_and_its_check_digit(string npi, bool found) =>
        Assert.Equal(found, An.Entry().WithProvider(provider => provider with { Npi = npi }).Draws(ProviderWithoutNpi.Check));

    [Fact]
    public void A_missing_npi_draws_this_code_and_no_other() =>
        Assert.Equal([ProviderWithoutNpi.Code], An.Entry().WithProvider(provider => provider with { Npi = "" }).AllCodes());

    [Theory, InlineData("AIDE", false), InlineData("DRIVER", false), InlineData("RN", true), InlineData("no such credential", true)]
    public void Aides_and_drivers_need_none(string credential, bool found) =>
        Assert.Equal(found, An.Entry()
            .WithCredential(held => held with { Name = credential })
            .WithProvider(provider => provider with { Npi = "" })
            .Draws(ProviderWithoutNpi.Check));
}
