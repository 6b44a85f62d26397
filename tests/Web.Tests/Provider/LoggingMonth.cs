using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Provider;

/// <summary>The signed-in provider P1 served S1 alone, and S1 and S2 as a group; S3 is P2's, and S4 new to all.</summary>
public sealed class LoggingMonth : WebFixture
{
    /// <summary>Of S1 on Tuesday, October 6, at 9.</summary>
    public const long Alone = 1;

    /// <summary>One of the two of a group on Wednesday, October 7, at 10.</summary>
    public const long InGroup = 2;

    public const long OfP2 = 4;

    /// <summary>S1 was absent on Thursday, October 8: it may be made up.</summary>
    public const long Missed = 5;

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .With(DistrictBuilder.Student("S2", 2))
            .With(DistrictBuilder.Student("S3", 3))
            .With(DistrictBuilder.Student("S4", 4))
            .With(DistrictBuilder.Provider("P2", 2)));
        await district.LogAsync(
            Session(Alone, new(2026, 10, 6), hour: 9),
            Grouped(InGroup, "S1"),
            Grouped(InGroup + 1, "S2"),
            Session(OfP2, new(2026, 10, 6), hour: 9).For("S3").By("P2"),
            Session(Missed, new(2026, 10, 8), hour: 9).Log(log => log with { Attendance = "SNA" }));
        return district.DistrictId;
    }

    private static EntryBuilder Grouped(long id, string student) =>
        Session(id, new(2026, 10, 7), hour: 10).For(student).Of("SPEECH", Core.Packs.SessionMode.Group).Log(log => log with { GroupKey = "Wednesdays" });

    private static EntryBuilder Session(long id, DateOnly day, int hour) =>
        An.Entry().Id(id).On(day).At(hour, 0, 30).Log(log => log with { Note = $"Note {id}." });
}
