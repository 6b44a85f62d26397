using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NotCosignedTests
{
    private static readonly DateTimeOffset _afterSchool = new(2026, 10, 6, 17, 0, 0, TimeSpan.FromHours(-4));

    [Fact]
    public void A_therapist_signs_alone() => Assert.False(An.Entry().Draws(NotCosigned.Check));

    [Fact]
    public void An_assistants_log_is_cosigned_by_a_therapist() =>
        Assert.Empty(ByAssistant().Log(log => log with { CosignedBy = "P2", CosignedAt = _afterSchool }).AllCodes());

    [Fact]
    public void An_assistants_log_without_a_cosignature_draws_this_code_alone() =>
        Assert.Equal([NotCosigned.Code], ByAssistant().AllCodes());

    [Theory]
    [InlineData("P1")] // the assistant
    [InlineData("P3")] // an occupational therapist
    [InlineData("P4")] // a speech pathologist whose licence has run out
    [InlineData("P9")] // nobody of the district
    public void Only_another_qualified_provider_cosigns(string cosigner) =>
        Assert.Equal([NotCosigned.Code], ByAssistant().Log(log => log with { CosignedBy = cosigner, CosignedAt = _afterSchool }).AllCodes());

    [Theory, InlineData("2026-10-06", false), InlineData("2026-10-05", true)]
    public void The_cosigners_own_licence_was_in_force_on_the_day_of_the_session(string validTo, bool found)
    {
        var cosigner = DistrictBuilder.Provider("P2", 2) with { Credentials = [new("SLP", new(2020, 1, 1), Day.Of(validTo), "L-2", "")] };
        var assistant = DistrictBuilder.Provider("P1", 1, "SLPA", supervisor: "P2");

        var finding = An.Entry().In(new DistrictBuilder().With(assistant).With(cosigner))
            .Log(log => log with { CosignedBy = "P2", CosignedAt = _afterSchool })
            .FindingOf(NotCosigned.Check);

        Assert.Equal(found ? ("provider", 2L) : (null, null), (finding?.RecordKind, finding?.RecordId));
    }

    [Fact]
    public void Whoever_signed_does_not_cosign() =>
        Assert.True(ByAssistant().Log(log => log with { SignedBy = "P2", CosignedBy = "P2", CosignedAt = _afterSchool }).Draws(NotCosigned.Check));

    [Theory, InlineData(9, 29, true), InlineData(9, 30, false)]
    public void A_cosignature_is_given_after_the_session(int hour, int minute, bool found) =>
        Assert.Equal(found, CosignedAt(new(2026, 10, 6, hour, minute, 0, TimeSpan.FromHours(-4))).Draws(NotCosigned.Check));

    [Fact]
    public void A_cosignature_has_its_time() => Assert.True(CosignedAt(null).Draws(NotCosigned.Check));

    private static EntryBuilder CosignedAt(DateTimeOffset? instant) =>
        ByAssistant().Log(log => log with { CosignedBy = "P2", CosignedAt = instant });

    private static EntryBuilder ByAssistant() => An.Entry().In(new DistrictBuilder()
        .With(DistrictBuilder.Provider("P1", 1, "SLPA", supervisor: "P2"))
        .With(DistrictBuilder.Provider("P2", 2))
        .With(DistrictBuilder.Provider("P3", 3, "OT"))
        .With(DistrictBuilder.Provider("P4", 4) with { Credentials = [new("SLP", new(2020, 1, 1), new(2026, 9, 30), "L-4", "")] }));
}
