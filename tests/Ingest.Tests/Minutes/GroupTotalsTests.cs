using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Minutes;

public sealed class GroupTotalsTests
{
    [Fact]
    public void Minutes_beyond_one_plan_make_good_for_no_other_student()
    {
        var rules = Packs.NewHampshire.On(SmallLedger.AsOf);
        var group = new GroupTotals();
        group.Add(1, new() { Mandated = 100, Delivered = 200 }, rules);
        group.Add(2, new() { Mandated = 100, MissedByStudent = 60, Offered = 60 }, rules);
        group.Add(2, new() { Delivered = 30 }, rules);

        Assert.Equal((200, 100, 160), (group.Minutes.Mandated, group.Counted, group.CountedOrOffered));
        Assert.Equal((40, 130), (group.Unlogged, group.Beyond));
        Assert.Equal((2, 3, 1, 0, 1, 1), (group.Students, group.Lines, group.OnTrack, group.AtRisk, group.Concern, group.WithoutTarget));
        Assert.Equal(MinuteStatus.Concern, group.StatusUnder(rules));
    }
}
