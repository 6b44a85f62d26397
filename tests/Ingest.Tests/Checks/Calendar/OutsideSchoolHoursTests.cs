using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class OutsideSchoolHoursTests
{
    [Theory]
    [InlineData(8, 0, false)] // the first bell
    [InlineData(7, 59, true)]
    [InlineData(14, 30, false)] // ends with the last bell
    [InlineData(14, 31, true)]
    public void Sessions_lie_between_the_bells(int hour, int minute, bool found) =>
        Assert.Equal(found, HalfAnHourAt(hour, minute).Draws(OutsideSchoolHours.Check));

    [Fact]
    public void The_plan_may_allow_more() =>
        Assert.False(HalfAnHourAt(7, 0).WithGridRow(row => row with { OutsideHours = true }).Draws(OutsideSchoolHours.Check));

    [Fact]
    public void Rides_and_consultations_may_be_at_any_time()
    {
        Assert.False(HalfAnHourAt(7, 0).OnGridRow("daily", "TRANSPORT").Of("TRANSPORT").Draws(OutsideSchoolHours.Check));
        Assert.False(HalfAnHourAt(7, 0).Of("SPEECH", SessionMode.Consult).Draws(OutsideSchoolHours.Check));
    }

    [Fact]
    public void Nothing_is_said_without_bell_times() =>
        Assert.False(HalfAnHourAt(7, 0)
            .In(new DistrictBuilder().With(new CalendarRange(DistrictBuilder.YearBegins, DistrictBuilder.YearEnds, DayType.Instructional, null, null)))
            .Draws(OutsideSchoolHours.Check));

    [Fact]
    public void It_shows_the_session_and_the_bells() =>
        Assert.Equal(["07:00", "07:30", "08:00", "15:00"], HalfAnHourAt(7, 0).FindingOf(OutsideSchoolHours.Check)!.Saw);

    [Fact]
    public void Draws_this_code_alone() => Assert.Equal([OutsideSchoolHours.Code], HalfAnHourAt(7, 0).AllCodes());

    private static EntryBuilder HalfAnHourAt(int hour, int minute) => An.Entry().At(hour, minute, 30);
}
