using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class AuthorizationMissingTests
{
    [Theory]
    [InlineData("2026-10-06", null, false)]
    [InlineData("2026-10-07", null, true)]
    [InlineData("2026-09-01", "2026-10-06", false)]
    [InlineData("2026-09-01", "2026-10-05", true)]
    public void An_authorization_covers_the_day_and_both_its_ends_count(string from, string? to, bool found) =>
        Assert.Equal(found, Authorized.Speech(new Authorization(1, "A1", "SPEECH", Day.Of(from), Day.OrNone(to), null)).Draws(AuthorizationMissing.Check));

    [Theory, InlineData("SPEECH", false), InlineData("92507", false), InlineData("OT", true), InlineData("92508", true)]
    public void It_is_for_the_service_or_for_the_code(string covers, bool found) =>
        Assert.Equal(found, Authorized.Speech(new Authorization(1, "A1", covers, new(2026, 9, 1), null, null)).Draws(AuthorizationMissing.Check));

    [Theory, InlineData("SPEECH", true), InlineData("92507", true), InlineData("OT", false), InlineData("92508", false)]
    public void The_pack_asks_for_it_by_service_or_by_code(string asked, bool found) =>
        Assert.Equal(found, Authorized.Under(Authorized.PackAsking("PT", asked)).Draws(AuthorizationMissing.Check));

    [Fact]
    public void Where_the_pack_asks_for_none_none_is_needed() => Assert.False(An.Entry().Draws(AuthorizationMissing.Check));

    [Fact]
    public void It_shows_the_service_and_the_day_and_nothing_else_is_said()
    {
        Assert.Equal(["SPEECH", "2026-10-06"], Authorized.Speech().FindingOf(AuthorizationMissing.Check)!.Saw);
        Assert.Equal([AuthorizationMissing.Code], Authorized.Speech().AllCodes());
    }

    [Fact]
    public void Who_is_not_on_Medicaid_needs_none() =>
        Assert.Equal([NotEligible.Code], Authorized.Speech().WithStudent(student => student with { Eligibility = [] }).AllCodes());

    [Fact]
    public void A_consultation_needs_none() =>
        Assert.False(Authorized.Speech().Of("SPEECH", SessionMode.Consult).Draws(AuthorizationMissing.Check));
}
