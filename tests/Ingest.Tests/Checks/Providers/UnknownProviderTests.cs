using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class UnknownProviderTests
{
    [Fact]
    public void A_provider_of_the_district_passes()
    {
        var (entry, context) = An.Entry().Build();

        Assert.Empty(An.CodesFrom(UnknownProvider.Check, entry, context));
    }

    [Fact]
    public void An_unknown_number_draws_this_code_and_no_other()
    {
        var (entry, context) = An.Entry().By("nobody").Build();

        Assert.Equal([UnknownProvider.Code], An.AllCodes(entry, context));
    }
}
