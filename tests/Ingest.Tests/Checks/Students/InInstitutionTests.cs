using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class InInstitutionTests
{
    [Theory]
    [InlineData("2026-09-01", "2026-10-05", false)]
    [InlineData("2026-09-01", "2026-10-06", true)]
    [InlineData("2026-10-06", "2026-10-06", true)]
    [InlineData("2026-10-07", "2026-10-20", false)]
    [InlineData("2026-10-06", null, true)]
    public void Both_ends_of_a_stay_count_and_it_may_have_none(string from, string? to, bool found) =>
        Assert.Equal(found, Stayed(from, to).Draws(InInstitution.Check));

    [Fact]
    public void It_names_the_stay_and_shows_its_days()
    {
        var finding = Stayed("2026-10-01", null).FindingOf(InInstitution.Check)!;

        Assert.Equal(("stay", 4L), (finding.RecordKind, finding.RecordId));
        Assert.Equal(["2026-10-06", "2026-10-01", ""], finding.Saw);
    }

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([InInstitution.Code], Stayed("2026-10-01", null).AllCodes());

    [Fact]
    public void Where_eligibility_ended_with_the_stay_that_is_the_finding() =>
        Assert.Equal([NotEligible.Code], Stayed("2026-10-01", null).WithStudent(student => student with { Eligibility = [] }).AllCodes());

    [Fact]
    public void A_consultation_is_not_billed_anyway() =>
        Assert.False(Stayed("2026-10-01", null).Of("SPEECH", SessionMode.Consult).Draws(InInstitution.Check));

    private static EntryBuilder Stayed(string from, string? to) =>
        An.Entry().WithStudent(student => student with { Stays = [new(4, Day.Of(from), Day.OrNone(to))] });
}
