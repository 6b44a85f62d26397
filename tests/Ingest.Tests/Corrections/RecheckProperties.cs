using System.Globalization;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Corrections;

/// <summary>A correction checks again everything that it can touch: a check of the whole month afterwards finds nothing left to do.</summary>
public sealed class RecheckProperties(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Sessions = 40;
    private const int Corrections = 30;

    private static readonly string[] Students = ["S1", "S2", "S3", "S404"];
    private static readonly string[] Providers = ["P1", "P2"];
    private static readonly string[] Notes = ["The very same words, again and again.", "Initial /r/ in words with one cue.", "Told the story in order."];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_full_check_after_any_corrections_changes_nothing(int seed)
    {
        var random = new Random(seed);
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .With(DistrictBuilder.Student("S2", 2))
            .With(DistrictBuilder.Student("S3", 3))
            .With(DistrictBuilder.Provider("P2", 2)));
        await district.LogAsync([.. Enumerable.Range(1, Sessions).Select(id => Session(id, random))]);
        var service = new CorrectionService(database.DataSource, StoredDistrict.Clock);
        var versions = Enumerable.Repeat(1, Sessions + 1).ToArray();

        for (var i = 0; i < Corrections; i++)
        {
            var entryId = random.Next(1, Sessions + 1);
            var outcome = await service.CorrectAsync(
                district.DistrictId, entryId, versions[entryId], Change(random), StoredDistrict.Change);
            if (outcome is CorrectionOutcome.Corrected corrected)
            {
                versions[entryId] = corrected.Version;
            }

            var full = await new MonthCheck(database.DataSource, StoredDistrict.Clock).RunAsync(
                district.DistrictId, new DateOnly(2026, 10, 1), StoredDistrict.Change.Who);
            Assert.Equal((i, 0, 0, 0), (i, full.VerdictsChanged, full.FindingsAdded, full.FindingsCleared));
        }
    }

    private static EntryBuilder Session(int id, Random random) => An.Entry().Id(id)
        .For(One(Students, random)).By(One(Providers, random))
        .On(new DateOnly(2026, 10, random.Next(5, 10)))
        .At(9 + random.Next(3), 15 * random.Next(4), 30)
        .Log(log => log with { Note = One(Notes, random) });

    private static Dictionary<string, string> Change(Random random) => random.Next(6) switch
    {
        0 => new() { [LogField.StudentNumber] = One(Students, random) },
        1 => new() { [LogField.ProviderNumber] = One(Providers, random) },
        2 => new() { [LogField.Note] = One(Notes, random) },
        3 => new() { [LogField.Date] = new DateOnly(2026, 10, random.Next(5, 10)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        4 => new() { [LogField.Start] = $"{9 + random.Next(3):00}:{15 * random.Next(4):00}", [LogField.End] = "12:30" },
        _ => new() { [LogField.Place] = One(["school", "home", "the moon"], random) },
    };

    private static string One(string[] values, Random random) => values[random.Next(values.Length)];
}
