using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Closing;

/// <summary>Three students with a session of $20.00 each in October 2026, checked and not closed; and a fourth session that names no objective.</summary>
public sealed class ClosingMonth : WebFixture
{
    public const string SecondClerk = "second-clerk@maple-grove.example";

    public StoredDistrict District { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await using var connection = await DataSource.OpenConnectionAsync();
        await AddUserAsync(connection, UserRole.Clerk, SecondClerk);
    }

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var builder = new DistrictBuilder();
        for (var id = 1; id <= 4; id++)
        {
            builder.With(DistrictBuilder.Student($"S{id}", id) with { MedicaidId = $"1000000000{id}" });
        }

        District = await StoredDistrict.CreateAsync(database, builder);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """update ops.district set settings = settings || '{"payer": "nh-mmis"}' where district_id = @DistrictId""", new { District.DistrictId });
        await District.LogAsync([
            .. Enumerable.Range(1, 3).Select(id => Session(id)),
            Session(4).Log(log => log with { Objective = "" })]);
        return District.DistrictId;
    }

    public static EntryBuilder Session(int id, int hour = 8) =>
        An.Entry().Id(id).For($"S{id}").On(new DateOnly(2026, 10, 6)).At(hour + id, 0, 30).Log(log => log with { Note = $"Note {id}." });
}
