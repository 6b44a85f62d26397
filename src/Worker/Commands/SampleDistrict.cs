using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Districts;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Worker.Commands;

/// <summary>The sample district's folder: which file is what, in the order in which an office would send them.</summary>
public static class SampleDistrict
{
    /// <summary>The month that the sample is of, and the day on which it is worked on.</summary>
    public static readonly DateOnly Month = new(2026, 10, 1);

    public static readonly DateOnly WorkedOn = new(2026, 11, 9);

    /// <summary>The day on which what the payer answered is worked on.</summary>
    public static readonly DateOnly AnsweredOn = new(2026, 11, 23);

    private const string PackFile = "pack.json";

    private static readonly (string Kind, string File, string? Mapping)[] Files =
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
        ("logs", "logs-district.csv", null),
        ("logs", "logs-sessiontrack.csv", "sessiontrack.json"),
        ("logs", "logs-therapyhub.csv", "therapyhub.json"),
        ("logs", "logs-late.csv", null),
        ("logs", "logs-sessiontrack-corrected.csv", "sessiontrack.json"),
    ];

    /// <summary>Sets the district up and takes all its files in; what came in before stays as it is.</summary>
    public static async Task<District> LoadAsync(Session session, string folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, "district.json")))
        {
            throw new CommandException(ExitCode.Usage, $"There is no sample district in '{folder}'. Name its folder with --data.");
        }

        var district = (await DistrictCommand.SetUpAsync(session, Path.Combine(folder, "district.json"), cancellationToken)).District;
        var pack = await File.ReadAllBytesAsync(Path.Combine(folder, PackFile), cancellationToken);
        district = (await new DistrictRules(session.Database, session.Clock)
            .OverrideAsync(district.DistrictId, PackFile, pack, session.Actor, cancellationToken)).District;
        var outcomes = new List<(string File, IntakeOutcome Outcome)>();
        await session.Terminal.StepsAsync([.. Files.Select(file => ($"Taking in {file.File}", (Func<Task>)(async () =>
            outcomes.Add((file.File, await TakeInAsync(session, district, folder, file, cancellationToken))))))]);
        ImportCommand.Report(session.Terminal, outcomes);
        await ScreeningCommand.ScreenAsync(session, district, Month, Path.Combine(folder, "leie.csv"), cancellationToken);
        return district;
    }

    private static async Task<IntakeOutcome> TakeInAsync(
        Session session, District district, string folder, (string Kind, string File, string? Mapping) file, CancellationToken cancellationToken)
    {
        var mapping = file.Mapping is null
            ? null
            : ColumnMapping.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "mappings", file.Mapping), cancellationToken));
        if (mapping is not null)
        {
            await KeepAsync(session, district, mapping, cancellationToken);
        }

        return await ImportCommand.ImportAsync(session, district, file.Kind, Path.Combine(folder, file.File), mapping, cancellationToken);
    }

    /// <summary>The vendor's later files are known by it where somebody sends them on the page.</summary>
    private static async Task KeepAsync(Session session, District district, ColumnMapping mapping, CancellationToken cancellationToken)
    {
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        if (await SavedMapping.FindAsync(connection, district.DistrictId, mapping.Kind, mapping.Source, cancellationToken) is null)
        {
            await new MappingStore(session.Database, session.Clock).SaveAsync(district.DistrictId, mapping, null, session.Actor, cancellationToken);
        }
    }
}
