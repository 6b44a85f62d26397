using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NoObjectiveTests
{
    [Fact]
    public void Therapy_names_an_objective() => Assert.False(An.Entry().Draws(NoObjective.Check));

    [Fact]
    public void Therapy_without_one_is_rejected_as_the_pack_has_it() =>
        Assert.Equal(Severity.Reject, WithoutObjective().FindingOf(NoObjective.Check)!.Severity);

    [Theory, InlineData("OT", true), InlineData("NURSING", false), InlineData("TRANSPORT", false), InlineData("ART", false)]
    public void Services_that_need_none_pass(string service, bool found) =>
        Assert.Equal(found, WithoutObjective().Of(service).Draws(NoObjective.Check));

    [Fact]
    public void A_consultation_needs_none() =>
        Assert.False(WithoutObjective().Of("SPEECH", SessionMode.Consult).Draws(NoObjective.Check));

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([NoObjective.Code], WithoutObjective().AllCodes());

    private static EntryBuilder WithoutObjective() => An.Entry().Log(log => log with { Objective = "" });
}
