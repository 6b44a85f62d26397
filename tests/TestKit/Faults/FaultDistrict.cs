using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.SeedData;
using MedicaidLogs.TestKit.Scale;
using Npgsql;

namespace MedicaidLogs.TestKit.Faults;

/// <summary>A small generated district: its records are in, its people have accounts, its partner has folders; its month's logs are still to come.</summary>
internal sealed class FaultDistrict
{
    public const string Password = "maple-leaf-in-october";

    private const string PlaceSql = """
        insert into ops.place (district_id, name, setup, set_at, set_by, poll_at, payer, delivers_since)
        values (@districtId, 'partner', @setup::jsonb, @at, 'command:test', @at, 'nh-mmis', @at)
        """;

    private FaultDistrict(string code, DistrictId districtId, IReadOnlyList<LogFile> files) => (Code, DistrictId, Files) = (code, districtId, files);

    public static DateOnly Month { get; } = new(2026, 10, 1);

    /// <summary>Behind the month: all of it may be billed.</summary>
    public static DateOnly Today { get; } = new(2026, 11, 9);

    public string Code { get; }

    public DistrictId DistrictId { get; }

    /// <summary>The month's logs, in the order in which they are sent.</summary>
    public IReadOnlyList<LogFile> Files { get; }

    public string EmailOf(string role) => $"{role}@{Code}.example";

    /// <summary>What the payer is to fetch.</summary>
    public string OutOf(Installation installation) => Path.Combine(installation.PartnerRoot, Code, "out");

    /// <summary>What vendors and payer leave for us.</summary>
    public string InOf(Installation installation) => Path.Combine(installation.PartnerRoot, Code, "in");

    public static async Task<FaultDistrict> CreateAsync(Installation installation, int number, int files)
    {
        var database = installation.Postgres.Database;
        var generated = await GeneratedDistrict.CreateAsync(database, number, Month, months: 1, new FixedClock(Noon(Today)));
        var district = new FaultDistrict(generated.Code, generated.DistrictId, LogFile.Split(generated.Data.Logs, files));
        await using var connection = await database.OpenConnectionAsync();
        await district.SetUpAsync(connection, installation);
        return district;
    }

    private async Task SetUpAsync(NpgsqlConnection connection, Installation installation)
    {
        foreach (var role in new[] { UserRole.Clerk, UserRole.Finance })
        {
            await UserAccounts.AddAsync(connection, new(DistrictId, EmailOf(role), "Some Body", role), Password, new FixedClock(Noon(Today)));
        }

        Directory.CreateDirectory(InOf(installation));
        Directory.CreateDirectory(OutOf(installation));
        await connection.ExecuteAsync(PlaceSql, new { DistrictId, setup = PlaceJson(installation), at = Noon(Today.AddDays(-30)) });
    }

    private string PlaceJson(Installation installation)
    {
        var (address, port, user, secret) = installation.Partner;
        return new JsonObject
        {
            ["name"] = "partner",
            ["kind"] = "ftp",
            ["address"] = address,
            ["port"] = port,
            ["user"] = user,
            ["secret"] = secret,
            ["fetch"] = new JsonObject
            {
                ["folder"] = $"{Code}/in",
                ["every_minutes"] = 1,
                ["files"] = new JsonArray(
                    new JsonObject { ["pattern"] = "logs-*.csv", ["kind"] = "logs" }, new JsonObject { ["pattern"] = "*.x12", ["kind"] = "answers" }),
                ["after"] = "move",
                ["move_to"] = "done",
            },
            ["deliver"] = new JsonObject { ["folder"] = $"{Code}/out", ["payer"] = "nh-mmis" },
        }.ToJsonString();
    }

    private static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(17, 0), TimeSpan.Zero);
}

/// <summary>Some days' logs.</summary>
internal sealed record LogFile(string Name, byte[] Bytes, int Rows)
{
    public static IReadOnlyList<LogFile> Split(IReadOnlyList<LogRow> rows, int files) =>
    [
        .. rows.Chunk((rows.Count + files - 1) / files).Select((part, index) => new LogFile(
            string.Create(CultureInfo.InvariantCulture, $"logs-{index + 1:00}.csv"), Csv.Bytes(FileKinds.Logs, part), part.Length)),
    ];
}
