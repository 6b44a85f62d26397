using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class WrongMedicaidIdTests
{
    [Theory]
    [InlineData("10000000001", false)]
    [InlineData("1000000001", true)]
    [InlineData("100000000001", true)]
    [InlineData("1000000000A", true)]
    [InlineData("", true)]
    public void The_ID_is_written_as_the_payers_are(string medicaidId, bool found) =>
        Assert.Equal(found, WithId(medicaidId).Draws(WrongMedicaidId.Check));

    [Fact]
    public void The_finding_does_not_show_the_ID() =>
        Assert.Empty(WithId("1000000001").FindingOf(WrongMedicaidId.Check)!.Saw);

    [Fact]
    public void A_student_who_is_not_on_Medicaid_needs_none() =>
        Assert.False(WithId("").WithStudent(student => student with { Eligibility = [] }).Draws(WrongMedicaidId.Check));

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([WrongMedicaidId.Code], WithId("1000000001").AllCodes());

    private static EntryBuilder WithId(string medicaidId) => An.Entry().WithStudent(student => student with { MedicaidId = medicaidId });
}
