using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NotDeliveredTests
{
    [Theory, InlineData("P", false), InlineData("MU", false), InlineData("A", true), InlineData("CLS", true)]
    public void A_session_that_was_not_held_is_never_billed(string attendance, bool found) =>
        Assert.Equal(found, Attended(attendance).Draws(NotDelivered.Check));

    [Fact]
    public void It_names_the_attendance()
    {
        var finding = Attended("SNA").FindingOf(NotDelivered.Check)!;

        Assert.Equal((Severity.NotBillable, "SNA"), (finding.Severity, Assert.Single(finding.Saw)));
    }

    [Fact]
    public void An_absence_needs_neither_times_nor_note_nor_signature() =>
        Assert.Equal(
            [NotDelivered.Code],
            Attended("A").Log(log => log with { Start = null, End = null, Note = "", Place = "", SignedBy = "", SignedAt = null }).AllCodes());

    private static EntryBuilder Attended(string attendance) => An.Entry().Log(log => log with { Attendance = attendance });
}
