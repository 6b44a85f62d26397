using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class CredentialNotForServiceTests
{
    [Theory, InlineData("SLP", false), InlineData("SLPA", false), InlineData("OT", true), InlineData("AIDE", true)]
    public void Speech_is_given_by_speech_pathologists_and_their_assistants(string credential, bool found) =>
        Assert.Equal(found, An.Entry().WithCredential(held => held with { Name = credential }).Draws(CredentialNotForService.Check));

    [Fact]
    public void The_wrong_licence_draws_this_code_and_no_other() =>
        Assert.Equal([CredentialNotForService.Code], An.Entry().WithCredential(held => held with { Name = "OT" }).AllCodes());

    [Fact]
    public void A_second_licence_that_fits_is_found()
    {
        var speech = new Credential("SLP", new DateOnly(2024, 1, 1), null, "L-2", "");
        Assert.Empty(An.Entry()
            .WithProvider(provider => provider with { Credentials = [provider.Credentials[0] with { Name = "OT" }, speech] })
            .AllCodes());
    }

    [Fact]
    public void A_session_that_nobody_can_bill_is_not_laid_to_the_provider() =>
        Assert.False(An.Entry().Of("NURSING", SessionMode.Group).Draws(CredentialNotForService.Check));
}
