using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NobodyToCosignTests
{
    [Fact]
    public void An_assistants_session_that_waits_on_nobodys_page_is_raised_with_the_assistant()
    {
        var finding = By("SLPA", supervisor: "").FindingOf(NobodyToCosign.Check)!;

        Assert.Equal((Severity.Reject, "provider", 1L), (finding.Severity, finding.RecordKind, finding.RecordId));
        Assert.Equal(["SLPA", "SLP"], finding.Saw);
    }

    [Theory, InlineData("P2", false), InlineData("P9", true)]
    public void The_credential_names_a_provider_of_the_district(string supervisor, bool found) =>
        Assert.Equal(found, By("SLPA", supervisor).Draws(NobodyToCosign.Check));

    [Fact]
    public void A_supervision_record_names_one_too() =>
        Assert.False(By("SLPA", supervisor: "", new Supervision(new(2026, 11, 2), "P2", "indirect")).Draws(NobodyToCosign.Check));

    [Fact]
    public void What_is_cosigned_needs_nobody_any_more() => Assert.False(By("SLPA", supervisor: "")
        .Log(log => log with { CosignedBy = "P2", CosignedAt = new(2026, 10, 6, 17, 0, 0, TimeSpan.FromHours(-4)) }).Draws(NobodyToCosign.Check));

    [Fact]
    public void Who_signs_alone_needs_nobody() => Assert.False(By("SLP", supervisor: "").Draws(NobodyToCosign.Check));

    private static EntryBuilder By(string credential, string supervisor, params Supervision[] supervisions) => An.Entry().In(new DistrictBuilder()
        .With(DistrictBuilder.Provider("P1", 1, credential, supervisor) with { Supervisions = supervisions })
        .With(DistrictBuilder.Provider("P2", 2)));
}
