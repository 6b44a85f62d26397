using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NotEligibleTests
{
    [Theory, InlineData(5, true), InlineData(6, false), InlineData(7, false)]
    public void Eligibility_covers_the_day_and_its_last_day_counts(int lastDayOfOctober, bool found) =>
        Assert.Equal(found, EligibleTo(new(2026, 10, lastDayOfOctober)).Draws(NotEligible.Check));

    [Fact]
    public void One_span_of_several_is_enough() =>
        Assert.False(An.Entry().WithStudent(student => student with
        {
            Eligibility = [new(1, new(2025, 1, 1), new(2025, 12, 31), false), new(2, new(2026, 10, 6), null, false)],
        }).Draws(NotEligible.Check));

    [Fact]
    public void A_student_who_is_not_on_Medicaid_draws_this_code_alone() =>
        Assert.Equal(
            [NotEligible.Code],
            An.Entry()
                .WithStudent(student => student with { Eligibility = [], MedicaidId = "", AddressComplete = false, Consents = [], Orders = [] })
                .WithGridRow(row => row with { Diagnoses = [] })
                .AllCodes());

    [Fact]
    public void Of_two_spans_the_one_that_began_last_speaks() =>
        Assert.Empty(An.Entry().WithStudent(student => student with
        {
            Eligibility = [new(2, new(2026, 10, 1), null, false), new(1, new(2026, 1, 1), null, true)],
        }).AllCodes());

    [Fact]
    public void A_consultation_needs_no_eligibility() =>
        Assert.False(EligibleTo(new(2026, 9, 30)).Of("SPEECH", SessionMode.Consult).Draws(NotEligible.Check));

    private static EntryBuilder EligibleTo(DateOnly day) =>
        An.Entry().WithStudent(student => student with { Eligibility = [student.Eligibility[0] with { To = day }] });
}
