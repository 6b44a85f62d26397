using System.Globalization;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.SeedData;
using Npgsql;

namespace MedicaidLogs.TestKit.Scale;

/// <summary>A small generated district in the store: its records are in, its logs are still to come.</summary>
public sealed class GeneratedDistrict
{
    private const int Students = 8;
    private const int Providers = 7;
    private const double FaultRate = 0.05;

    private GeneratedDistrict(string code, DistrictId districtId, SeedData.District data) => (Code, DistrictId, Data) = (code, districtId, data);

    public string Code { get; }

    public DistrictId DistrictId { get; }

    public SeedData.District Data { get; }

    /// <param name="number">Its seed, and the end of its code.</param>
    /// <param name="clock">When its records come in.</param>
    public static async Task<GeneratedDistrict> CreateAsync(NpgsqlDataSource database, int number, DateOnly firstMonth, int months, TimeProvider clock)
    {
        var data = DistrictGenerator.Generate(new(number, Schools: 1, Students, Providers, firstMonth, months, FaultRate));
        var sample = DistrictFile.Parse(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "SeedData", "maple-grove", "district.json")));
        var file = sample with { Code = string.Create(CultureInfo.InvariantCulture, $"district-{number}"), Npi = Numbers.Npi(1_000 + number) };
        await using var connection = await database.OpenConnectionAsync();
        await file.StoreAsync(connection);
        var districtId = (await Core.Districts.District.FindAsync(connection, file.Code))!.DistrictId;
        var files = data.ReferenceFiles().ToDictionary(file => Path.GetFileNameWithoutExtension(file.Name), file => file.Bytes);
        var intake = new FileIntake(database, clock);
        foreach (var kind in Ingest.Files.FileKinds.All.Select(kind => kind.Format.Kind).Where(files.ContainsKey))
        {
            await intake.ImportAsync(districtId, new SentFile(kind, $"{kind}.csv", null, Actor.Command("test")), new MemoryStream(files[kind]));
        }

        return new(file.Code, districtId, data);
    }
}
