using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.Ingest.Tests.Grid;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Where the calendar cuts a run of sessions into months makes no difference to any of them.</summary>
public sealed class MonthBoundaryProperties
{
    private static readonly RulePack _sixUnitsAWeek =
        Packs.NewHampshireWithCodes("OT", "periodCap", new System.Text.Json.Nodes.JsonObject { ["units"] = 6, ["per"] = "week" });

    /// <summary>School days from 24 September to 6 November 2026, close to the ends of both months, and a summer before them.</summary>
    private static readonly DateOnly[] _days =
    [
        .. new[] { 24, 25, 28, 29, 30 }.Select(day => new DateOnly(2026, 9, day)),
        .. new[] { 1, 2, 5, 6, 7, 13, 27, 28, 29, 30 }.Select(day => new DateOnly(2026, 10, day)),
        .. new[] { 2, 3, 4, 5, 6 }.Select(day => new DateOnly(2026, 11, day)),
    ];

    private static readonly Gen<SessionLog> _log =
        from student in Gen.Elements("S1", "S2")
        from work in Gen.Elements(("P1", "SPEECH"), ("P1", "SPEECH"), ("P2", "OT"), ("P1", "SPEECH_EVAL"))
        from day in Gen.Elements(_days)
        from slot in Gen.Choose(0, 9)
        from minutes in Gen.Elements(5, 20, 30, 30, 45)
        from attendance in Gen.Elements("P", "P", "P", "P", "A", "SNA")
        from place in Gen.Elements("school", "school", "school", "the moon")
        from progress in Gen.Elements("", "", "8 of 10")
        from madeUp in Gen.Elements(_days)
        from isMakeUp in Gen.Choose(0, 3).Select(drawn => drawn == 0)
        select An.Entry().For(student).By(work.Item1).Of(work.Item2).On(day).At(8 + (slot / 2), 30 * (slot % 2), minutes)
            .Log(log => log with { Attendance = attendance, Place = place, Progress = progress, MakeupFor = isMakeUp && madeUp < day ? madeUp : null })
            .Alone().Log;

    private static readonly Arbitrary<(string Frequency, SessionLog[] Logs)> _years =
    (
        from frequency in Gen.Elements(
            "2 x 30 min per week", "3 x 30 min every 4 weeks", "7 x 30 min every 9 weeks", "150 min per year", "90 min per month", "2 per 6-day cycle", "1 x 30 min per day")
        from logs in _log.ArrayOf()
        select (frequency, logs)
    ).ToArbitrary();

    [Fact]
    public void Month_by_month_each_session_gets_the_findings_that_it_gets_among_all() =>
        Prop.ForAll(_years, drawn =>
        {
            var district = District(drawn.Frequency);
            var together = CheckEngine.Run(district.ContextOf(Entries(drawn.Logs)));

            Assert.Equal(Said(together), Said(MonthByMonth(district, Entries(drawn.Logs))));
        }).Check(Fixed.Seed.WithMaxTest(100));

    private static List<Finding> MonthByMonth(DistrictBuilder district, Entry[] entries)
    {
        var found = new List<Finding>();
        var before = new List<Entry>();
        foreach (var month in entries.GroupBy(entry => EntryWriter.MonthOf(entry.Date)).OrderBy(month => month.Key))
        {
            var blockedBy = found.Where(finding => finding.Severity != Severity.Warn).ToLookup(finding => finding.EntryId, finding => finding.Code);
            var context = district.ContextOf([.. month]);
            context.History = new History(before, entry => blockedBy.Contains(entry.EntryId) ? [.. blockedBy[entry.EntryId]] : null);
            found.AddRange(CheckEngine.Run(context));
            before.AddRange(month);
        }

        return found;
    }

    private static IEnumerable<string> Said(IEnumerable<Finding> findings) => findings
        .Where(finding => finding.Code != ClonedNote.Code) // which is of a month alone
        .Select(finding => $"{finding.EntryId} {finding.Code} {string.Join(' ', finding.Saw)}")
        .Order(StringComparer.Ordinal);

    private static Entry[] Entries(SessionLog[] logs) => [.. logs.Select((log, index) => An.Entry().Id(index + 1).Log(_ => log).Alone())];

    private static DistrictBuilder District(string frequency)
    {
        var district = new DistrictBuilder { Pack = _sixUnitsAWeek }
            .Change((Provider provider) => provider with { ScreenedOn = new(2026, 11, 2) })
            .With(DistrictBuilder.Provider("P2", 2, "OT") with { ScreenedOn = new(2026, 11, 2) });
        for (var number = 1; number <= 2; number++)
        {
            var student = DistrictBuilder.Student($"S{number}", number);
            district.With(student with
            {
                Orders = [.. new[] { "SPEECH", "OT", "SPEECH_EVAL" }.Select((service, i) => student.Orders[0] with { OrderId = (10 * number) + i, Service = service })],
                Plans =
                [
                    DistrictBuilder.Plan(number, [.. new[] { "SPEECH", "OT" }.Select((service, i) =>
                        DistrictBuilder.Row((10 * number) + i, service, i == 0 ? frequency : "600 min per week") with { From = new(2026, 6, 1) })]) with { From = new(2026, 6, 1) },
                ],
            });
        }

        return district;
    }
}
