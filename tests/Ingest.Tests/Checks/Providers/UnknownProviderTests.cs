using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class UnknownProviderTests
{
    [Fact]
    public void A_provider_of_the_district_passes() =>
        Assert.False(An.Entry().Draws(UnknownProvider.Check));

    [Fact]
    public void An_unknown_number_draws_this_code_and_no_other() =>
        Assert.Equal([UnknownProvider.Code], An.Entry().By("nobody").AllCodes());
}
