using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ProviderNotEnrolledTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("2026-10-06", "2026-10-06", false)]
    [InlineData("2026-10-07", null, true)]
    [InlineData("2020-01-01", "2026-10-05", true)]
    public void Enrolment_covers_the_date(string? from, string? to, bool found) =>
        Assert.Equal(found, An.Entry()
            .WithProvider(provider => provider with { MedicaidFrom = Day.OrNone(from), MedicaidTo = Day.OrNone(to) })
            .Draws(ProviderNotEnrolled.Check));

    [Fact]
    public void A_provider_who_never_enrolled_draws_this_code_and_no_other() =>
        Assert.Equal([ProviderNotEnrolled.Code], An.Entry().WithProvider(provider => provider with { MedicaidFrom = null }).AllCodes());

    [Fact]
    public void An_aide_does_not_enrol() =>
        Assert.False(An.Entry()
            .WithCredential(held => held with { Name = "AIDE" })
            .WithProvider(provider => provider with { MedicaidFrom = null })
            .Draws(ProviderNotEnrolled.Check));
}
