using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ProviderDayTooLongTests
{
    // A session of an hour at 16:00, after a day of as many minutes from 7:00 on.
    [Theory, InlineData(420, false), InlineData(421, true)]
    public void A_day_has_480_minutes_with_students(int minutesBefore, bool found) =>
        Assert.Equal(found, LastHourAfter(minutesBefore).Draws(ProviderDayTooLong.Check));

    [Fact]
    public void The_sessions_before_the_limit_are_left_alone() =>
        Assert.False(An.Entry().At(7, 0, 421).Beside(last => last.For("S2").At(16, 0, 60)).Draws(ProviderDayTooLong.Check));

    [Fact]
    public void A_group_counts_once() =>
        Assert.False(Groups.Of(8).At(16, 0, 90)
            .Beside(before => before.For("S2").Of("SPEECH").At(9, 0, 380))
            .Draws(ProviderDayTooLong.Check));

    [Fact]
    public void A_bus_counts_once() =>
        Assert.False(LastHourAfter(420).Of("TRANSPORT").Beside(same => same.For("S3").Of("TRANSPORT").At(16, 0, 60)).Draws(ProviderDayTooLong.Check));

    [Fact]
    public void A_session_that_was_not_held_takes_no_time() =>
        Assert.False(An.Entry().At(16, 0, 60)
            .Beside(before => before.For("S2").At(7, 0, 450).Log(log => log with { Attendance = "A" }))
            .Draws(ProviderDayTooLong.Check));

    [Fact]
    public void A_long_day_draws_this_code_and_no_other() =>
        Assert.Equal([ProviderDayTooLong.Code], LastHourAfter(450).WithGridRow(row => row with { OutsideHours = true }).AllCodes());

    private static SessionLog SignedAtNight(SessionLog log) => log with { SignedAt = log.SignedAt!.Value.AddHours(4) };

    private static EntryBuilder LastHourAfter(int minutes) =>
        An.Entry().In(new DistrictBuilder().With(DistrictBuilder.Student("S2", 2))).At(16, 0, 60).Log(SignedAtNight)
            .Beside(before => before.For("S2").At(7, 0, minutes));
}
