using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class MeetingOrReportTests
{
    [Fact]
    public void Therapy_passes() => Assert.False(An.Entry().Draws(MeetingOrReport.Check));

    [Fact]
    public void A_meeting_draws_this_code_alone() => Assert.Equal([MeetingOrReport.Code], An.Entry().Of("MEETING").AllCodes());
}
