using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class UnknownAttendanceTests
{
    [Theory, InlineData("P", false), InlineData("A", false), InlineData("p", true), InlineData("XX", true), InlineData("", true)]
    public void Only_the_packs_codes_are_known(string attendance, bool found) =>
        Assert.Equal(found, Attended(attendance).Draws(UnknownAttendance.Check));

    [Fact]
    public void Draws_this_code_alone() =>
        Assert.Equal([UnknownAttendance.Code], Attended("XX").AllCodes());

    [Fact]
    public void Nobody_knows_whether_it_was_held_so_it_does_not_count_as_delivered()
    {
        var (entry, context) = Attended("XX").Build();

        CheckEngine.Run(context);

        Assert.True(entry.Undelivered);
    }

    private static EntryBuilder Attended(string attendance) => An.Entry().Log(log => log with { Attendance = attendance });
}
