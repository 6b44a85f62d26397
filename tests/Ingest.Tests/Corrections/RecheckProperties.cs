using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Corrections;

/// <summary>A correction checks again, or marks stale, everything that it can touch: a check of all months afterwards finds nothing left to do.</summary>
public sealed class RecheckProperties(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Sessions = 40;
    private const int Corrections = 30;

    private static readonly string[] _students = ["S1", "S2", "S3", "S404"];
    private static readonly string[] _providers = ["P1", "P2"];
    private static readonly string[] _services = ["SPEECH", "SPEECH", "SPEECH", "SPEECH_EVAL"];
    private static readonly string[] _notes = ["The very same words, again and again.", "Initial /r/ in words with one cue.", "Told the story in order."];
    private static readonly DateOnly[] _week = [.. Enumerable.Range(5, 5).Select(day => new DateOnly(2026, 10, day))];

    /// <summary>Days on both sides of the ends of two months.</summary>
    private static readonly DateOnly[] _autumn =
    [
        .. new[] { 28, 29, 30 }.Select(day => new DateOnly(2026, 9, day)),
        .. new[] { 1, 2, 5, 29, 30 }.Select(day => new DateOnly(2026, 10, day)),
        .. new[] { 2, 3, 4 }.Select(day => new DateOnly(2026, 11, day)),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task A_full_check_after_any_corrections_of_a_month_changes_nothing(int seed) =>
        AFullCheckChangesNothing(new Random(seed), _week, "30 min 2x/week", checkEvery: 1);

    [Theory]
    [InlineData(1, "30 min 2x/week")]
    [InlineData(2, "3 x 30 min every 4 weeks")]
    [InlineData(3, "150 min per year")]
    [InlineData(4, "2 per 6-day cycle")]
    public Task A_full_check_after_any_corrections_over_months_changes_nothing_once_stale_months_are_checked(int seed, string frequency) =>
        AFullCheckChangesNothing(new Random(seed), _autumn, frequency, checkEvery: 5);

    private async Task AFullCheckChangesNothing(Random random, DateOnly[] days, string frequency, int checkEvery)
    {
        var district = await StoredDistrict.CreateAsync(database, District(frequency));
        await district.LogAsync([.. Enumerable.Range(1, Sessions).Select(id => Session(id, days, random))]);
        var service = new CorrectionService(database.DataSource, StoredDistrict.Clock);
        var versions = Enumerable.Repeat(1, Sessions + 1).ToArray();

        for (var i = 1; i <= Corrections; i++)
        {
            var entryId = random.Next(1, Sessions + 1);
            var outcome = await service.CorrectAsync(
                district.DistrictId, entryId, versions[entryId], Change(days, random), StoredDistrict.Change);
            if (outcome is CorrectionOutcome.Corrected corrected)
            {
                versions[entryId] = corrected.Version;
            }

            await DecideAsync(district, random.Next(1, Sessions + 1), versions, random);

            if (i % checkEvery == 0)
            {
                await FlaggedEntries.AssertAgreeWithFindingsAsync(database.DataSource);
                await district.CheckStaleMonthsAsync();
                await AssertNothingIsLeftToDoAsync(district, i);
            }
        }
    }

    /// <summary>A decision about one entry, now and then one that is taken back.</summary>
    private async Task DecideAsync(StoredDistrict district, int entryId, int[] versions, Random random)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var open = (await RecordedDecision.OfEntryAsync(connection, district.DistrictId, entryId, default)).FirstOrDefault(decision => decision.InForce);
        EntryDecision decision = open is not null ? new EntryDecision.TakeBack(open.DecisionId)
            : random.Next(2) == 0 ? new EntryDecision.NotBillable()
            : new EntryDecision.MergeInto(random.Next(1, Sessions + 1));
        await new DecisionService(database.DataSource, StoredDistrict.Clock).DecideAsync(
            district.DistrictId, new(entryId, versions[entryId]), decision, UserRole.Clerk, StoredDistrict.Change);
    }

    private async Task AssertNothingIsLeftToDoAsync(StoredDistrict district, int corrections)
    {
        foreach (var month in await MonthsAsync(district))
        {
            var full = await new MonthCheck(database.DataSource, StoredDistrict.Clock).RunAsync(district.DistrictId, month, StoredDistrict.Change.Who);
            Assert.Equal((month, corrections, 0, 0, 0), (month, corrections, full.VerdictsChanged, full.Added.Count, full.Cleared.Count));
        }

        Assert.Empty(await new MonthCheck(database.DataSource, StoredDistrict.Clock).StaleMonthsAsync(district.DistrictId));
    }

    private async Task<IEnumerable<DateOnly>> MonthsAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.QueryAsync<DateOnly>(
            "select distinct service_month from intake.entry where district_id = @DistrictId order by 1", new { district.DistrictId });
    }

    private static DistrictBuilder District(string frequency)
    {
        var district = new DistrictBuilder()
            .Change((Provider provider) => provider with { ScreenedOn = new(2026, 11, 2) })
            .With(DistrictBuilder.Provider("P2", 2) with { ScreenedOn = new(2026, 11, 2) });
        for (var number = 1; number <= 3; number++)
        {
            var student = DistrictBuilder.Student($"S{number}", number);
            district.With(student with
            {
                Orders = [student.Orders[0], student.Orders[0] with { OrderId = 10 + number, Service = "SPEECH_EVAL" }],
                Plans = [DistrictBuilder.Plan(number, [DistrictBuilder.Row(number, "SPEECH", frequency) with { From = new(2026, 6, 1) }]) with { From = new(2026, 6, 1) }],
            });
        }

        return district;
    }

    private static EntryBuilder Session(int id, DateOnly[] days, Random random) => An.Entry().Id(id)
        .For(One(_students, random)).By(One(_providers, random)).Of(One(_services, random))
        .On(One(days, random))
        .At(9 + random.Next(3), 15 * random.Next(4), 30)
        .Log(log => log with { Note = One(_notes, random), Progress = One(["", "8 of 10"], random) });

    private static Dictionary<string, string> Change(DateOnly[] days, Random random) => random.Next(9) switch
    {
        0 => new() { [LogField.StudentNumber] = One(_students, random) },
        1 => new() { [LogField.ProviderNumber] = One(_providers, random) },
        2 => new() { [LogField.Note] = One(_notes, random) },
        3 => new() { [LogField.Date] = Text(One(days, random)) },
        4 => new() { [LogField.Start] = $"{9 + random.Next(3):00}:{15 * random.Next(4):00}", [LogField.End] = "12:30" },
        5 => new() { [LogField.MakeupFor] = Text(One(days, random)) },
        6 => new() { [LogField.Attendance] = One(["P", "MU", "SNA"], random) },
        7 => new() { [LogField.Service] = One(_services, random), [LogField.Progress] = One(["", "9 of 10"], random) },
        _ => new() { [LogField.Place] = One(["school", "home", "the moon"], random) },
    };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static T One<T>(T[] values, Random random) => values[random.Next(values.Length)];
}
