using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class DuplicateLogTests
{
    [Fact]
    public void The_later_of_two_equal_rows_draws_this_code_and_no_other() =>
        Assert.Equal([DuplicateLog.Code], SessionAfter(log => log).AllCodes());

    [Fact]
    public void The_first_of_them_is_left_alone() =>
        Assert.Empty(An.Entry().Beside(repeat => repeat).AllCodes());

    [Fact]
    public void It_does_not_count_as_delivered()
    {
        var (entry, context) = SessionAfter(log => log).Build();

        CheckEngine.Run(context);

        Assert.False(Verdict.Of(entry).Delivered);
    }

    [Fact]
    public void Another_end_or_note_does_not_make_it_another_session() =>
        Assert.True(SessionAfter(log => log with { End = new TimeOnly(9, 45), Note = "again" }).Draws(DuplicateLog.Check));

    [Fact]
    public void Another_start_provider_service_or_student_does()
    {
        Assert.False(SessionAfter(log => log with { Start = new TimeOnly(9, 1) }).Draws(DuplicateLog.Check));
        Assert.False(SessionAfter(log => log with { ProviderNumber = "P2" }).Draws(DuplicateLog.Check));
        Assert.False(SessionAfter(log => log with { Service = "OT" }).Draws(DuplicateLog.Check));
        Assert.False(SessionAfter(log => log with { StudentNumber = "S2" }).Draws(DuplicateLog.Check));
    }

    [Fact]
    public void A_session_does_not_repeat_an_absence() =>
        Assert.False(SessionAfter(log => log with { Attendance = "A" }).Draws(DuplicateLog.Check));

    [Fact]
    public void Rows_without_a_start_are_not_compared() =>
        Assert.False(An.Entry().Id(2).Log(log => log with { Start = null }).Beside(first => first.Id(1)).Draws(DuplicateLog.Check));

    private static EntryBuilder SessionAfter(Func<SessionLog, SessionLog> first) => An.Entry().Id(2).Beside(other => other.Id(1).Log(first));
}
