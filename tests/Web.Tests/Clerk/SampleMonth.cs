using System.Text.Json;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Screening;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Web.Tests.Clerk;

/// <summary>The sample district of SeedData/maple-grove, its files taken in as a clerk would.</summary>
public sealed class SampleMonth : WebFixture
{
    private static readonly string _folder = Path.Combine(Repository.Root, "SeedData", "maple-grove");

    private static readonly (string Kind, string File, string? Mapping)[] _files =
    [
        ("calendar", "calendar.csv", null),
        ("students", "students.csv", null),
        ("providers", "providers.csv", null),
        ("supervision", "supervision.csv", null),
        ("grid", "grid.csv", null),
        ("consents", "consents.csv", null),
        ("orders", "orders.csv", null),
        ("eligibility", "eligibility.csv", null),
        ("absences", "absences.csv", null),
        ("stays", "stays.csv", null),
        ("authorizations", "authorizations.csv", null),
        ("other-payments", "other-payments.csv", null),
        ("rates", "rates.csv", null),
        ("logs", "logs-late.csv", null),
        ("logs", "logs-district.csv", null),
        ("logs", "logs-therapyhub.csv", "therapyhub.json"),
        ("logs", "logs-sessiontrack.csv", "sessiontrack.json"),
        ("logs", "logs-sessiontrack-corrected.csv", "sessiontrack.json"),
    ];

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var districtId = await database.CreateDistrictAsync();
        using var district = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "district.json")));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "update ops.district set name = @name where district_id = @districtId",
            new { districtId, name = district.RootElement.GetProperty("name").GetString() });
        var intake = new FileIntake(database.DataSource, Clock);
        foreach (var (kind, file, mapping) in _files)
        {
            var columns = mapping is null ? null : ColumnMapping.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "mappings", mapping)));
            await using var content = File.OpenRead(Path.Combine(_folder, file));
            Assert.IsType<IntakeOutcome.TakenIn>(
                await intake.ImportAsync(districtId, new SentFile(kind, file, columns, Actor.Command("import")), content));
            if (kind == "providers")
            {
                await using var list = File.OpenRead(Path.Combine(_folder, "leie.csv"));
                Assert.IsType<ScreeningOutcome.Screened>(await new ExclusionScreening(database.DataSource, Clock).ScreenAsync(
                    districtId, new(2026, 10, 1), "leie.csv", list, Actor.Command("import leie")));
            }
        }

        return districtId;
    }
}
