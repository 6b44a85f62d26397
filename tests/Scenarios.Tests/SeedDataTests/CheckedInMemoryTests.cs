using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.SeedData;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Scenarios.Tests.SeedDataTests;

/// <summary>Whole months through every check, without a database.</summary>
public class CheckedInMemoryTests
{
    [Theory]
    [InlineData(1, 2, 80, 13)]
    [InlineData(2, 5, 120, 24)]
    [InlineData(3, 1, 30, 4)]
    public void A_district_without_faults_draws_no_finding(int seed, int schools, int students, int providers)
    {
        var district = DistrictGenerator.Generate(new(seed, schools, students, providers, new(2026, 9, 1), Months: 2));
        var files = district.Files().ToDictionary(file => file.Name, file => file.Bytes);

        foreach (var month in files.Keys.Where(name => name.StartsWith("logs-", StringComparison.Ordinal)))
        {
            var entries = Entries(files[month]);
            var findings = CheckEngine.Run(Context(files, entries));

            Assert.Empty(findings.Select(finding => (finding.Code, month, entries[(int)finding.EntryId].RowId)));
        }
    }

    private static CheckContext Context(Dictionary<string, byte[]> files, Entry[] entries) =>
        new(entries, SeedReference.Of(files), RulePack.Shipped("nh"), new(2027, 1, 4), DistrictBuilder.Zone);

    private static Entry[] Entries(byte[] logs) =>
    [
        .. LogRows.Read(CsvFile.Open(logs, LogRows.Format), DistrictBuilder.Zone).Select((row, index) => new Entry
        {
            EntryId = index,
            Version = 1,
            Log = row.Value.Log,
            Source = "district",
            RowId = row.Value.RowId,
            ImportFileId = 1,
            LineNumber = row.Place.LineNumber,
            SignedVersion = 1,
            RowHash = RowHash.Of(row.Value.Log),
        }),
    ];
}
