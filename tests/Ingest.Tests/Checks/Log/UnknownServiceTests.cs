using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class UnknownServiceTests
{
    [Theory, InlineData("SPEECH", false), InlineData("MEETING", false), InlineData("Speech", true), InlineData("ART", true)]
    public void Only_the_packs_services_are_known(string service, bool found) =>
        Assert.Equal(found, An.Entry().Of(service).Draws(UnknownService.Check));

    [Fact]
    public void Draws_this_code_alone() =>
        Assert.Equal([UnknownService.Code], An.Entry().Of("ART").AllCodes());
}
