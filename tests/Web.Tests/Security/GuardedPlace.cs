using Dapper;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Tests.Security;

/// <summary>A vendor's server that is stopped, and what was seen there.</summary>
public static class GuardedPlace
{
    private const string Insert = """
        insert into ops.place (district_id, place_id, name, setup, set_at, set_by, poll_at, tried_at, good_at, failures, problem, retry_at, stopped_at)
        values (@districtId, @id, 'vendor-' || @id, jsonb_build_object(
                'name', 'vendor-' || @id, 'kind', 'sftp', 'address', 'files.vendor.example', 'user', 'district', 'secret', 'VENDOR',
                'host_key', 'SHA256:' || repeat('A', 43), 'fetch', jsonb_build_object(
                    'folder', 'out', 'files', jsonb_build_array(jsonb_build_object('pattern', 'logs-*.csv', 'kind', 'logs')), 'every_minutes', 15,
                    'after', 'keep')),
                @at, 'command:test', @at, @at, @at - interval '1 day', 1, 'The server refused the user name, password or key.', @at, @at);
        insert into ops.place_file (district_id, place_id, file_name, length_bytes, changed, seen_at, kind, outcome, fetched_at, import_file_id, problem, gone_at)
        values (@districtId, @id, 'logs-1.csv', 12000, 'Nov 2', @at, 'logs', 'taken-in', @at, @id, null, @at),
               (@districtId, @id, 'logs-2.csv', 8000, 'Nov 3', @at, 'logs', 'refused', @at, @id, 'It has no row of column names.', null),
               (@districtId, @id, 'logs-3.csv', 9000, 'Nov 4', @at, 'logs', null, null, null, null, null);
        """;

    public static Task InsertAsync(NpgsqlConnection connection, DistrictId districtId, long id) =>
        connection.ExecuteAsync(Insert, new { districtId, id = (int)id, at = WebFixture.Now.AddDays(-2) });
}
