using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class OtherPersonForPayerTests
{
    [Fact]
    public void It_warns_and_shows_what_differs_and_no_values()
    {
        var finding = Differing("last name, birth date").FindingOf(OtherPersonForPayer.Check)!;

        Assert.Equal(Severity.Warn, finding.Severity);
        Assert.Equal(["last name, birth date"], finding.Saw);
        Assert.Equal("eligibility", finding.RecordKind);
    }

    [Fact]
    public void A_payer_who_knows_the_same_person_is_in_order() => Assert.False(Differing("").Draws(OtherPersonForPayer.Check));

    [Fact]
    public void Only_the_span_of_the_day_is_looked_at() =>
        Assert.False(An.Entry().WithStudent(student => student with
        {
            Eligibility = [student.Eligibility[0] with { To = new(2026, 10, 5), Differs = "birth date" }, new(9, new(2026, 10, 6), null, false)],
        }).Draws(OtherPersonForPayer.Check));

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([OtherPersonForPayer.Code], Differing("first name").AllCodes());

    private static EntryBuilder Differing(string what) =>
        An.Entry().WithStudent(student => student with { Eligibility = [student.Eligibility[0] with { Differs = what }] });
}
