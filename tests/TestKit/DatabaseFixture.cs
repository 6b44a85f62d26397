using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;
using Xunit;

namespace MedicaidLogs.TestKit;

/// <summary>A migrated database of the test class's own: <c>class SomeTests(DatabaseFixture database) : IClassFixture&lt;DatabaseFixture&gt;</c>.</summary>
public sealed class DatabaseFixture : IAsyncLifetime
{
    private const string InsertDistrict = """
        insert into ops.district (code, name, state, time_zone, npi, tax_id, street, city, state_code, postal_code, phone, pack)
        values (@code, @name, 'NH', @timeZone, '1234567893', '020000001', '1 School Street', 'Maple Grove', 'NH', '032290000', '6035550100', @pack)
        returning district_id
        """;

    private TestServer? _server;
    private int _districts;

    public NpgsqlDataSource DataSource { get; private set; } = null!;

    /// <summary>With the password, for a program that is started with <c>MEDLOGS_DB</c>.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _server = await TestServer.SharedAsync();
        Open(await _server.CloneAsync());
    }

    /// <summary>A database with the same contents; the caller drops it with <see cref="DisposeAsync"/>.</summary>
    public async Task<DatabaseFixture> CopyAsync()
    {
        DataSource.Clear(); // a database that somebody is connected to cannot be copied
        var copy = new DatabaseFixture { _server = _server };
        copy.Open(await _server!.CopyAsync(ConnectionString));
        return copy;
    }

    public async Task DisposeAsync()
    {
        if (_server is not null && DataSource is not null)
        {
            await DataSource.DisposeAsync();
            await _server.DropAsync(ConnectionString);
        }
    }

    /// <summary>A new valid district, so that the tests of one class do not meet.</summary>
    public async Task<DistrictId> CreateDistrictAsync(string? code = null, string pack = "nh", string timeZone = "America/New_York")
    {
        var number = Interlocked.Increment(ref _districts);
        await using var connection = await DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<DistrictId>(InsertDistrict, new
        {
            code = code ?? string.Create(CultureInfo.InvariantCulture, $"district-{number}"),
            name = string.Create(CultureInfo.InvariantCulture, $"District {number}"),
            timeZone,
            pack,
        });
    }

    private void Open(string connectionString)
    {
        ConnectionString = connectionString;
        DataSource = MedlogsDatabase.Connect(ConnectionString + ";Maximum Pool Size=20", "medlogs tests");
    }
}
