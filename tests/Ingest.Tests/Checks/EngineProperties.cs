using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Tests.Grid;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>What holds for the checks together, whatever a month holds.</summary>
public sealed partial class EngineProperties
{
    /// <summary>A few people, days and hours, so that sessions meet: overlaps, groups, repeated rows, short minutes, strangers.</summary>
    private static readonly Gen<SessionLog> _log =
        from student in Gen.Elements("S1", "S2", "S3", "S4", "stranger")
        from work in Gen.Elements(("P1", "SPEECH"), ("P2", "OT"), ("P2", "OT"), ("P3", "TRANSPORT"), ("P1", "MEETING"), ("stranger", "OT"))
        from mode in Gen.Elements(SessionMode.Individual, SessionMode.Individual, SessionMode.Individual, SessionMode.Group, SessionMode.Group, SessionMode.Consult)
        from day in Gen.Choose(5, 8)
        from slot in Gen.Choose(0, 11)
        from minutes in Gen.Elements(0, 4, 7, 15, 22, 30, 60, 130)
        from attendance in Gen.Elements("P", "P", "P", "P", "P", "P", "A")
        from groupKey in Gen.Elements("", "G1")
        from signedBy in Gen.Choose(0, 8).Select(drawn => drawn > 0 ? work.Item1 : "")
        from telehealth in Gen.Choose(0, 8).Select(drawn => drawn == 0)
        select An.Entry().For(student).By(work.Item1).Of(work.Item2, mode).On(new DateOnly(2026, 10, day))
            .At(8 + (slot / 2), 30 * (slot % 2), minutes)
            .Log(log => log with
            {
                Attendance = attendance,
                GroupKey = groupKey,
                SignedBy = signedBy,
                Telehealth = telehealth,
                Vehicle = "adapted-bus",
                SignedAt = log.SignedAt!.Value.AddHours(6),
            })
            .Alone().Log;

    private static readonly Arbitrary<SessionLog[]> _months = _log.ArrayOf().ToArbitrary();

    [Fact]
    public void Verdicts_do_not_depend_on_the_order_of_the_entries() =>
        Prop.ForAll(_months, logs =>
        {
            var given = Entries(logs);
            var turned = Entries(logs);
            Array.Reverse(turned);

            Assert.Equal(Verdicts(District().ContextOf(given)), Verdicts(District().ContextOf(turned)));
        }).Check(Fixed.Seed);

    [Fact]
    public void Checking_twice_changes_nothing() =>
        Prop.ForAll(_months, logs =>
        {
            var context = District().ContextOf(Entries(logs));

            Assert.Equal(Verdicts(context), Verdicts(context));
        }).Check(Fixed.Seed);

    [Fact]
    public void The_values_of_a_line_add_up_to_its_charge() =>
        Prop.ForAll(_months, logs =>
        {
            var entries = Entries(logs);
            CheckEngine.Run(District().ContextOf(entries));

            var lines = entries.Where(entry => entry.BillableSoFar).GroupBy(entry =>
                (entry.Date, entry.Log.StudentNumber, entry.Log.ProviderNumber, entry.Code, entry.Log.Place, entry.Log.Telehealth));
            Assert.All(lines, line =>
            {
                var (code, rateCents) = (line.Key.Code!, line.First().RateCents!.Value);
                var units = code.Units.UnitsOf(line.Sum(entry => entry.Minutes), line.Count());
                Assert.Equal(units.ChargeCents(rateCents), line.Sum(entry => entry.ValueCents));
                Assert.True(units.Milliunits > 0);
            });
        }).Check(Fixed.Seed);

    [Fact]
    public void Whatever_shares_a_minute_with_a_session_is_found_beside_it() =>
        Prop.ForAll(_months, logs =>
        {
            var entries = Entries(logs);
            var context = District().ContextOf(entries);
            Assert.All(entries, entry =>
            {
                Assert.Subset(
                    context.StudentMeanwhile(entry).ToArray().ToHashSet(),
                    entries.Where(other => other.Log.StudentNumber == entry.Log.StudentNumber && other.Overlaps(entry)).ToHashSet());
                Assert.Subset(
                    context.ProviderMeanwhile(entry).ToArray().ToHashSet(),
                    entries.Where(other => other.Log.ProviderNumber == entry.Log.ProviderNumber && other.Overlaps(entry)).ToHashSet());
            });
        }).Check(Fixed.Seed);

    [Fact]
    public void A_session_that_nothing_meets_has_nothing_beside_it_however_long_the_day()
    {
        var day = Enumerable.Range(0, 12).Select(slot => An.Entry().Id(slot + 1).At(8 + (slot / 2), 30 * (slot % 2), 30).Alone()).ToArray();
        var context = District().ContextOf(day);

        Assert.All(day, entry => Assert.Equal([entry], context.ProviderMeanwhile(entry).ToArray()));
    }

    [Fact]
    public void Every_finding_saw_the_values_that_its_message_shows() =>
        Prop.ForAll(_months, logs => Assert.All(CheckEngine.Run(District().ContextOf(Entries(logs))), finding =>
        {
            var shown = Placeholder().Matches(FindingTexts.Of(finding.Code).Message).Select(match => match.Value[1] - '0');
            Assert.All(shown, index => Assert.InRange(index, 0, finding.Saw.Length - 1));
        })).Check(Fixed.Seed);

    [Fact]
    public void Verdicts_do_not_depend_on_the_number_of_threads() =>
        Prop.ForAll(_log.ArrayOf(40).ToArbitrary(), logs =>
        {
            const int Schools = 250; // so many that several threads have to share them
            var district = new DistrictBuilder();
            var many = new List<SessionLog>();
            for (var school = 0; school < Schools; school++)
            {
                var suffix = $"-{school}";
                AddPeople(district, suffix);
                many.AddRange(logs.Select(log => log with { StudentNumber = log.StudentNumber + suffix, ProviderNumber = log.ProviderNumber + suffix }));
            }

            var context = district.ContextOf(Entries([.. many]));

            Assert.True(Verdicts(context, threads: 1).SequenceEqual(Verdicts(context, threads: 4)));
        }).Check(Fixed.Seed.WithMaxTest(1));

    private static Entry[] Entries(SessionLog[] logs) =>
        [.. logs.Select((log, index) => An.Entry().Id(index + 1).Log(_ => log).Versions(1, log.SignedBy.Length > 0 ? 1 : 0).Alone())];

    /// <summary>All that a run says, by entry.</summary>
    private static List<object> Verdicts(CheckContext context, int? threads = null)
    {
        List<object> said = [.. CheckEngine.Run(context, threads)];
        foreach (var entry in context.Entries)
        {
            said.Add((entry.EntryId, entry.Worst, entry.Undelivered, entry.ValueCents));
        }

        return said;
    }

    private static DistrictBuilder District() => AddPeople(new DistrictBuilder(), suffix: "");

    private static DistrictBuilder AddPeople(DistrictBuilder district, string suffix)
    {
        district
            .With(DistrictBuilder.Provider($"P1{suffix}", 1))
            .With(DistrictBuilder.Provider($"P2{suffix}", 2, "OT"))
            .With(DistrictBuilder.Provider($"P3{suffix}", 3, "DRIVER"));
        for (var number = 1; number <= 4; number++)
        {
            var student = DistrictBuilder.Student($"S{number}{suffix}", number);
            district.With(student with
            {
                Orders = [student.Orders[0], student.Orders[0] with { OrderId = 10 + number, Service = "OT" }],
                Plans =
                [
                    DistrictBuilder.Plan(number,
                    [
                        DistrictBuilder.Row(number, "SPEECH", "600 min per week", mode: null),
                        DistrictBuilder.Row(10 + number, "OT", "600 min per week", mode: null),
                        DistrictBuilder.Row(20 + number, "TRANSPORT", "600 min per week") with { Adaptation = "lift", Location = "" },
                    ]),
                ],
            });
        }

        return district;
    }

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Placeholder();
}
