using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NoPlanTests
{
    [Theory, InlineData(5, true), InlineData(6, false)]
    public void The_plans_last_day_counts(int lastDayOfOctober, bool found) =>
        Assert.Equal(found, PlannedTo(new(2026, 10, lastDayOfOctober)).Draws(NoPlan.Check));

    [Theory, InlineData(6, false), InlineData(7, true)]
    public void The_plans_first_day_counts(int firstDayOfOctober, bool found) =>
        Assert.Equal(found, An.Entry().WithPlan(plan => plan with { From = new(2026, 10, firstDayOfOctober) }).Draws(NoPlan.Check));

    [Fact]
    public void A_gap_between_two_plans_draws_this_code_alone() =>
        Assert.Equal(
            [NoPlan.Code],
            PlannedTo(new(2026, 10, 5))
                .WithStudent(student => student with
                {
                    Plans = [.. student.Plans, student.Plans[0] with { From = new(2026, 10, 7), To = new(2027, 8, 31) }],
                })
                .AllCodes());

    [Fact]
    public void Nothing_is_said_of_an_unknown_student() => Assert.False(An.Entry().For("S404").Draws(NoPlan.Check));

    private static EntryBuilder PlannedTo(DateOnly day) => An.Entry().WithPlan(plan => plan with { To = day });
}
